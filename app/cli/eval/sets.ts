import type { EvalSet } from './eval-set'

/** Every set, in the order in which it is scored and printed. */
export const EVAL_SETS: readonly EvalSet[] = []
