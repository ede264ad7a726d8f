import { z } from 'zod';

/** A count of protobuf's JSON, where 64-bit integers are text. */
export const count = z.union([
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
  z.int().min(0),
]);
