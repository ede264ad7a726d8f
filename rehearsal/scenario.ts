import type { ModelStory } from './models/play';
import type { Play } from './play';
import type { Setting } from './setting';

/** One story that the rehearsal can play. */
export interface Scenario extends Setting {
  /** What happens, where it is not the usual way of a commit to production. */
  story?: (play: Play) => Promise<void>;
  /** It is about models, and this is what happens. */
  models?: ModelStory;
}
