import type { Frame } from '@/schemas/frame'
import type { ReadingOption } from '@/schemas/reading'
import type { Day } from '@/schemas/time'
import type { Gazetteer } from '../tag/gazetteer'

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
  /** Frames before the previous one, newest last: what "back" returns to. */
  trail?: readonly Frame[]
  /** Choices that were asked back and wait for one to be picked. */
  offered?: readonly ReadingOption[]
  /** Person id of whoever asks: what "me" and "my" mean. */
  viewer?: string | null
  /** Month in which the tenant's fiscal years start, 1..12; null while it is not set. */
  fiscal_year_starts_in_month?: number | null
}
