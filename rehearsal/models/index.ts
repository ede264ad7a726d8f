export { rehearseModels } from './rehearse';
export type { ModelStory } from './rehearse';
export { models } from './stories';
