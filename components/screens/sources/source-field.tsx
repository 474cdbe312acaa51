import { Input } from '@/components/ui/field'

type Props = { id: string; source: string; sources: readonly string[]; is_denied: boolean; onSource(source: string): void }

/** Which bill the files belong to: one that there is, or a new name. */
export const SourceField = ({ id, source, sources, is_denied, onSource }: Props) => (
  <div className="flex items-center gap-2 text-muted text-table">
    <label htmlFor={id}>Source</label>
    <Input
      id={id}
      value={source}
      onChange={(e) => onSource(e.target.value.toLowerCase().replace(/[^a-z0-9-]/g, '-'))}
      list={`${id}s`}
      disabled={is_denied}
      className="h-8 w-40 text-table"
      spellCheck={false}
    />
    <datalist id={`${id}s`}>
      {sources.map((s) => (
        <option key={s} value={s} />
      ))}
    </datalist>
  </div>
)
