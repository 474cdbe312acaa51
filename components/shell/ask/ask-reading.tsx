import { useContext } from 'react'
import { AskBusy } from '@/components/shell/ask/ask-busy'
import { cn } from '@/components/ui/cn'
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from '@/components/ui/menu'
import type { Reading, ReadingChip, ReadingOption } from '@/schemas/reading'

const SOURCE: Record<ReadingChip['source'], { look: string; word: string }> = {
  said: { look: 'ring-line-strong text-ink', word: 'said' },
  carried: { look: 'ring-line-strong text-ink', word: 'kept from the question before' },
  default: { look: 'ring-line text-muted', word: 'not specified, so the default' },
  corrected: { look: 'ring-line-strong bg-warn-wash text-ink', word: 'corrected from what was typed' },
}
export const chipStyle =
  'inline-flex min-h-6 phone:min-h-11 phone:px-3.5 max-w-full items-center rounded-full px-2.5 py-0.5 text-left text-small ring-1 ring-inset transition-colors hover:bg-wash'

type Choose = { options: readonly ReadingOption[]; onAsk: (question: string) => void }
type ChipProps = { chip: ReadingChip; onType: () => void; onAsk: (question: string) => void }

function Instead({ options, onAsk }: Choose) {
  const is_busy = useContext(AskBusy)
  return options.map((option) => (
    <MenuItem key={option.canonical} disabled={is_busy} onSelect={() => onAsk(option.canonical)}>
      {option.label}
    </MenuItem>
  ))
}

/** One part: what it could be instead, or the whole line to type in. Picking asks again. */
function Chip({ chip, onType, onAsk }: ChipProps) {
  const look = { type: 'button', title: `${chip.label}: ${SOURCE[chip.source].word}. Change it`, className: cn(chipStyle, SOURCE[chip.source].look) } as const
  const label = <span className="truncate">{chip.label}</span>
  if (chip.options === undefined || chip.options.length === 0)
    return (
      <button {...look} onClick={onType}>
        {label}
      </button>
    )
  return (
    <Menu>
      <MenuTrigger asChild>
        <button {...look}>{label}</button>
      </MenuTrigger>
      <MenuContent align="start">
        <MenuLabel>Instead of {chip.label}</MenuLabel>
        <Instead options={chip.options} onAsk={onAsk} />
        <MenuSeparator />
        <MenuItem onSelect={onType}>Type it</MenuItem>
      </MenuContent>
    </Menu>
  )
}

type Props = { reading: Reading; onEdit: (canonical: string, part: string) => void; onAsk: (question: string) => void }

/** What a question was read as, part by part: each part opens what it could be instead, or the whole line to type in. Or what is asked back. */
export function AskReading({ reading, onEdit, onAsk }: Props) {
  if (reading.outcome === 'answered')
    return (
      <fieldset className="flex min-w-0 flex-wrap items-center gap-1.5">
        <legend className="eyebrow float-left mr-1.5">{reading.read_by === 'model' ? 'Read by model as' : 'Understood as'}</legend>
        {reading.chips.map((chip) => (
          <Chip key={chip.slot} chip={chip} onType={() => onEdit(reading.canonical, chip.canonical)} onAsk={onAsk} />
        ))}
      </fieldset>
    )
  const choices = reading.outcome === 'clarify' ? reading.options : insteadOf(reading)
  return (
    <div className="space-y-2">
      <p className="text-pretty text-body">{reading.outcome === 'clarify' ? reading.question : reading.because}</p>
      {reading.outcome === 'declined' ? <p className="eyebrow">You can ask</p> : null}
      <Choices options={choices} onAsk={onAsk} />
    </div>
  )
}

/** What can be asked instead of a declined question, the closest first. */
const insteadOf = ({ first, nearest }: Extract<Reading, { outcome: 'declined' }>): ReadingOption[] => [
  ...(first === undefined ? [] : [first]),
  ...nearest.map((label) => ({ label, canonical: label })),
]

function Choices({ options, onAsk }: Choose) {
  const is_busy = useContext(AskBusy)
  return (
    <ul className="flex flex-col items-start gap-1.5">
      {options.map((choice) => (
        <li key={choice.canonical} className="max-w-full">
          <button type="button" disabled={is_busy} onClick={() => onAsk(choice.canonical)} className={cn(chipStyle, 'ring-line-strong')}>
            {choice.label}
          </button>
        </li>
      ))}
    </ul>
  )
}
