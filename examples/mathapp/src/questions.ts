/** How questions of one kind are made: an operator and the range of its two operands. */
export interface QuestionKind {
  operator: '+' | '-' | '*' | '/';
  low: number;
  high: number;
}

export interface Question {
  /** Position in its session, from 1. */
  number: number;
  prompt: string;
  answer: number;
}

export const levels = { min: 1, max: 4 };

/**
 * Makes arithmetic questions whose answers are whole numbers, never negative.
 * @param random uniform in [0, 1)
 */
export function makeQuestions(kinds: QuestionKind[], count: number, random: () => number): Question[] {
  return Array.from({ length: count }, (_, index) => {
    const kind = kinds[Math.floor(random() * kinds.length)];
    if (kind === undefined) throw new Error('no kinds of questions to choose from');
    return { number: index + 1, ...makeQuestion(kind, random) };
  });
}

function makeQuestion({ operator, low, high }: QuestionKind, random: () => number): Omit<Question, 'number'> {
  const operand = (): number => low + Math.floor(random() * (high - low + 1));
  const [first, second] = [operand(), operand()];
  const [larger, smaller] = first > second ? [first, second] : [second, first];
  switch (operator) {
    case '+':
      return { prompt: `${first} + ${second}`, answer: first + second };
    case '-':
      return { prompt: `${larger} - ${smaller}`, answer: larger - smaller };
    case '*':
      return { prompt: `${first} * ${second}`, answer: first * second };
    case '/':
      return { prompt: `${first * second} / ${second}`, answer: first };
  }
}
