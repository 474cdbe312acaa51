import type { CardProps } from '@/components/cards/card'
import { DiffRows } from '@/components/cards/diff-rows'
import { CardHeader } from '@/components/ui/card'

/** What was set, from what to what, and what that does to what protects people. */
export const KvDiffCard = ({ part }: CardProps<'kv_diff'>) => (
  <div>
    <CardHeader title={part.title} subtitle={part.subtitle} />
    <DiffRows rows={part.lines.map((line) => ({ ...line, name: <Name name={line.key} note={line.note} />, absent: 'not known', hidden_by: null }))} />
  </div>
)

const Name = ({ name, note }: { name: string; note: string }) => (
  <span className="font-strong">
    {name}
    {note ? <span className="block font-normal text-muted text-small">{note}</span> : null}
  </span>
)
