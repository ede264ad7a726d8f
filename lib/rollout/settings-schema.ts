import { z } from 'zod';
import { settingsFaults } from '../verdict';
import type { VerdictSettings } from '../verdict';

const coin = z.strictObject({
  name: z.string(),
  budget: z.number().exactOptional(),
  overdispersion: z.number(),
});

/** What a verdict is measured against, as it stands in the record of a rollout: text from outside when it is read. */
export const settingsSchema: z.ZodType<VerdictSettings> = z
  .strictObject({
    errorBudget: z.number(),
    slowerFactor: z.number(),
    slowerFloor: z.number(),
    threshold: z.number(),
    minimumFailures: z.number(),
    slowerThan: z.number().exactOptional(),
    slowBudget: z.number(),
    overdispersion: z.number(),
    coins: z.array(coin),
  })
  .refine((settings) => settingsFaults(settings).length === 0);
