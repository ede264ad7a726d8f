import { Refusal } from '../runner';

/** What may stand in a list, and what it is called. */
interface Kind {
  pattern: RegExp;
  meant: string;
}

export const SERVICE: Kind = {
  pattern: /^[a-z]([a-z0-9-]{0,47}[a-z0-9])?$/,
  meant: 'the name of a Cloud Run service, such as shop',
};
const REGION: Kind = { pattern: /^[a-z]+-[a-z]+\d+$/, meant: 'a region, such as europe-west1' };

/** Names by comma, blank or line. */
export const parseServices = (text: string): string[] | Refusal => listed(text, SERVICE);

/** Names by comma, blank or line, and by the bar that parts the waves of a rollout. */
export const parseRegions = (text: string): string[] | Refusal => listed(text.replaceAll('|', ','), REGION);

function listed(text: string, { pattern, meant }: Kind): string[] | Refusal {
  const names = text.split(/[\s,]+/).filter((name) => name !== '');
  const wrong = names.find((name) => !pattern.test(name));
  if (wrong !== undefined) return new Refusal(`"${wrong.slice(0, 80)}" is not ${meant}.`, `Write ${meant}.`);
  // A name that is given twice was meant to be another.
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return new Refusal(`"${twice}" is given twice.`, 'Name each once.');
  return names.length > 0 ? names : new Refusal('It names nothing.', `Write ${meant}.`);
}
