import { ASKING } from './asking'
import { COMBINING } from './combining'
import { COMPARING } from './comparing'
import { CONDITIONS } from './conditions'
import { MEASURING } from './measuring'
import { MEMBERS } from './members'
import type { Operator } from './operator'
import { SEQUENCE } from './sequence'
import { TIMING } from './timing'
import { WHEREABOUTS } from './whereabouts'

/** Every word that turns a question round, and the views that can honour it. */
export const OPERATORS: readonly Operator[] = [
  ...ASKING,
  ...TIMING,
  ...WHEREABOUTS,
  ...COMPARING,
  ...MEASURING,
  ...SEQUENCE,
  ...CONDITIONS,
  ...MEMBERS,
  ...COMBINING,
]
