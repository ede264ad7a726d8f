export { drawPage } from './draw';
export { recordedIn } from './recorded';
export { RunLog } from './run-log';
export { timelineOf } from './timeline';
export { VisitorLog } from './visitors';
