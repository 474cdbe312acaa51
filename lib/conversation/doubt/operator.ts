import type { Frame, FrameName } from '@/schemas/frame'
import type { Slots } from '../frame/slots'

/** Words that turn a question round. A view that cannot honour one of them would answer another question, so it is asked back. */
export type Operator = { said: string; pattern: RegExp; is_honoured: (frame: Frame, slots: Slots, text: string) => boolean }

export const only =
  (...names: readonly FrameName[]) =>
  ({ frame }: Frame): boolean =>
    names.includes(frame)
export const allBut =
  (...names: readonly FrameName[]) =>
  ({ frame }: Frame): boolean =>
    !names.includes(frame)
export const isCost = only('breakdown', 'top_movers', 'compare_periods', 'timeseries', 'line_items', 'drift_between')
