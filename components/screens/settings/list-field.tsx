'use client'
import { useState } from 'react'
import { partsOf, withOneMore, withoutPart, withPart } from '@/components/screens/settings/list-text'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/field'

type Props = { label: string; note: string | null; type: 'text' | 'date'; value: string; onChange(value: string): void }

/** A list as one control an entry, with a button that adds one and one at each that takes it out. */
export function ListField({ label, note, type, value, onChange }: Props) {
  const [fresh, setFresh] = useState<number | null>(null)
  const parts = partsOf(value)
  const add = () => {
    setFresh(parts.length)
    onChange(withOneMore(value))
  }
  return (
    <fieldset className="grid content-start gap-1">
      <legend className="mb-1 text-muted text-small">{label}</legend>
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an entry is what stands at its place
        <div key={at} className="flex gap-2">
          <Input
            type={type}
            aria-label={`${label}, ${at + 1}`}
            value={part}
            ref={at === fresh ? takeFocus : undefined}
            onChange={(e) => onChange(withPart(value, at, e.target.value))}
            onKeyDown={(e) => {
              if (e.key !== 'Enter') return
              e.preventDefault()
              add()
            }}
            spellCheck={false}
            autoComplete="off"
            maxLength={200}
          />
          <Button size="field" aria-label={`Remove ${part === '' ? `entry ${at + 1}` : part}`} onClick={() => onChange(withoutPart(value, at))}>
            Remove
          </Button>
        </div>
      ))}
      <Button className="justify-self-start" aria-label={`Add to ${label}`} onClick={add}>
        Add
      </Button>
      {note === null ? null : <p className="text-pretty text-muted text-small">{note}</p>}
    </fieldset>
  )
}

/** One function for all, so that React calls it when the element appears and not with every repaint. */
const takeFocus = (element: HTMLElement | null): void => element?.focus()
