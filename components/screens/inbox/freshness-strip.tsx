import { Link } from '@/components/ui/link'
import { Mark, type MarkKind } from '@/components/ui/mark'
import type { Freshness } from '@/schemas/page'

const MARK: Record<Freshness['state'], MarkKind> = { fresh: 'verified', stale: 'high', missing: 'unknown', importing: 'current' }
const WORD: Record<Freshness['state'], string> = { fresh: 'fresh', stale: 'stale', missing: 'not known', importing: 'importing' }

/** How far the figures of a page can be trusted in time. */
export const FreshnessStrip = ({ sources }: { sources: Freshness[] }) => (
  <ul aria-label="Freshness" className="flex flex-wrap gap-x-5 gap-y-1 text-muted text-small">
    {sources.map((s) => (
      <li key={s.source} className="flex items-start gap-1.5">
        <Mark kind={MARK[s.state]} className="mt-0.5" />
        <span className="sr-only">{WORD[s.state]}: </span>
        <Link href="/sources" className="quiet-link">
          <span className="text-ink">{s.source}</span> {s.text}
        </Link>
      </li>
    ))}
  </ul>
)
