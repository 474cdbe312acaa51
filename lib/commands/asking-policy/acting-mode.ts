import type { Mode } from '@/schemas/mode'
import { Level } from '@/schemas/policy'

type Row = { label: string; does: string; off_because: string | null; least_level: Level }

/** What each mode lets happen. The first two carry nothing out, and what they would have done stays on the case. */
export const MODE_TABLE: Readonly<Record<Mode, Row>> = {
  read_only: {
    label: 'Read only',
    does: 'Finds and explains; plans are shown and cannot be sent.',
    off_because: 'This tenant is read only, so nothing is carried out',
    least_level: 'L1',
  },
  shadow: {
    label: 'Shadow',
    does: 'Decides and records what it would do, carries nothing out, and compares with what people did.',
    off_because: 'This tenant runs in shadow mode, so nothing is carried out',
    least_level: 'L0',
  },
  approve_everything: {
    label: 'Approve everything',
    does: 'Every plan needs at least one person, whatever its risk.',
    off_because: null,
    least_level: 'L1',
  },
  low_risk_automatic: {
    label: 'Low risk automatic',
    does: 'Policy alone decides: low risk runs without a person, for actions that the organisation lets run so.',
    off_because: null,
    least_level: 'L0',
  },
}

/** Why nothing may be carried out; null when the mode does not stand in the way. */
export const whyNotActing = (mode: Mode): string | null => MODE_TABLE[mode].off_because

/** The least agreement that the mode asks for, as its position in `Level`. */
export const leastRankOf = (mode: Mode): number => Level.options.indexOf(MODE_TABLE[mode].least_level)
