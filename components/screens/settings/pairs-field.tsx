'use client'
import { pairsOf, pairsText } from '@/components/screens/settings/list-text'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/field'

type Props = { label: string; note: string | null; value: string; onChange(value: string): void }

/** Names with a value each, as two controls a pair. */
export function PairsField({ label, note, value, onChange }: Props) {
  const pairs = pairsOf(value)
  const put = (at: number, pair: [string, string]) => onChange(pairsText(pairs.map((was, i) => (i === at ? pair : was))))
  return (
    <fieldset className="grid content-start gap-1 sm:col-span-2">
      <legend className="mb-1 text-muted text-small">{label}</legend>
      {pairs.map(([name, is], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a pair is what stands at its place
        <div key={at} className="flex flex-wrap gap-2">
          <Input
            aria-label={`${label}, name ${at + 1}`}
            placeholder="name"
            value={name}
            onChange={(e) => put(at, [e.target.value.replaceAll('=', ''), is])}
            className="min-w-0 flex-1 basis-32"
          />
          <Input
            aria-label={`${label}, value ${at + 1}`}
            placeholder="value"
            value={is}
            onChange={(e) => put(at, [name, e.target.value])}
            className="min-w-0 flex-1 basis-32"
          />
          <Button
            size="field"
            aria-label={`Remove ${name === '' ? `pair ${at + 1}` : name}`}
            onClick={() => onChange(pairsText(pairs.filter((_, i) => i !== at)))}
          >
            Remove
          </Button>
        </div>
      ))}
      <Button className="justify-self-start" aria-label={`Add to ${label}`} onClick={() => onChange(pairsText([...pairs, ['', '']]))}>
        Add
      </Button>
      {note === null ? null : <p className="text-pretty text-muted text-small">{note}</p>}
    </fieldset>
  )
}
