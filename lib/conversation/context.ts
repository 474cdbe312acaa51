import type { Frame } from '@/schemas/frame'
import type { Day } from '@/schemas/time'
import type { Gazetteer } from './gazetteer'

/** Everything a question is read against. */
export type ReadingContext = {
  gazetteer: Gazetteer
  /** The tenant's current day. */
  today: Day
  /** Frame of the last answered question; null when there is none or it is too old to lean on. */
  previous: Frame | null
  /** Case of the page the question was asked on. */
  focus_case: string | null
  /** Case ids of the last list, in the order shown: what "the second one" means. */
  listed?: readonly string[]
}
