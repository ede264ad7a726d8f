export { rehearsalProvider } from './inputs';
