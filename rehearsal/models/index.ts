export { rehearseModels } from './rehearse';
export { models } from './stories';
