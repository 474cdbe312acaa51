import { buttonStyle } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import type { ApprovalsView } from '@/schemas/approvals-view'

type List = 'waiting' | 'decided'
const LABEL: Record<List, string> = { waiting: 'Pages of what waits', decided: 'Pages of what was decided' }
const START: Record<List, string> = { waiting: 'Soonest first', decided: 'Latest first' }

/** The way on through one of the two lists, and back to its start; the other list stays where it is. Nothing while one page holds it all. */
export function RequestsPager({ view, list }: { view: ApprovalsView; list: List }) {
  const next = view.next?.[list] ?? null
  const after = view.after?.[list] ?? null
  if (next === null && after === null) return null
  const style = buttonStyle({ size: 'small' })
  return (
    <nav aria-label={LABEL[list]} data-screen-only className="mt-3 flex flex-wrap items-center justify-end gap-2">
      {after === null ? null : (
        <Link href={placeOf(view, list, null)} rel="prev" className={style}>
          {START[list]}
        </Link>
      )}
      {next === null ? null : (
        <Link href={placeOf(view, list, next)} rel="next" className={style}>
          More
        </Link>
      )}
    </nav>
  )
}

function placeOf({ after }: ApprovalsView, list: List, place: string | null): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...after, [list]: place })) if (value !== null) query.set(name, value)
  const text = query.toString()
  return text === '' ? '/approvals' : `/approvals?${text}`
}
