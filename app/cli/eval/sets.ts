import type { EvalSet } from './eval-set'
import { generator, generatorExtras, generatorShared } from './generator'
import { health } from './health'
import { nab } from './nab'
import { narration } from './narration'
import { ownEvents } from './own-events'
import { policyFuzz } from './policy-fuzz'
import { questions } from './questions'
import { realBill } from './real-bill'
import { restatement } from './restatement'
import { rootCause } from './root-cause'
import { savings } from './savings'
import { savingsPlaces } from './savings-places'
import { series } from './series'

/** Every set, in the order in which it is scored and printed. */
export const EVAL_SETS: readonly EvalSet[] = [
  realBill,
  ownEvents,
  rootCause,
  series,
  nab,
  generator,
  generatorExtras,
  generatorShared,
  restatement,
  savings,
  savingsPlaces,
  health,
  policyFuzz,
  narration,
  questions,
]
