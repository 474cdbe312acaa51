import type { CardProps } from '@/components/cards/card'
import { DiffRows } from '@/components/cards/diff-rows'
import { CardHeader } from '@/components/ui/card'

/** A structured value before and after, leaf by leaf: what differs, and what that does to what protects people. */
export const JsonDiffCard = ({ part }: CardProps<'json_diff'>) => (
  <div>
    <CardHeader title={part.title} subtitle={part.subtitle} />
    <DiffRows
      rows={part.lines.map(({ path, ...line }) => ({ ...line, key: path, name: <span className="font-mono text-small">{path}</span>, absent: 'not there' }))}
    />
  </div>
)
