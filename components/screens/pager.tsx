import { inboxHref } from '@/components/screens/inbox/inbox-query'
import { buttonStyle } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import type { InboxTools } from '@/schemas/inbox-search'

/** Which part of the list this is, and the way to the rest. Nothing while one page holds it all. */
export function Pager({ tools: { search, page } }: { tools: InboxTools }) {
  if (page.pages <= 1) return null
  const style = buttonStyle({ size: 'small' })
  return (
    <nav aria-label="Pages of the list" data-screen-only className="mt-3 flex items-center justify-end gap-2 text-table">
      <p className="mr-auto text-muted">
        {page.first} to {page.last} of {page.total.toLocaleString('en-US')} cases
      </p>
      {search.page > 1 ? (
        <Link href={inboxHref(search, { page: search.page - 1 })} rel="prev" className={style}>
          Previous
        </Link>
      ) : null}
      {search.page < page.pages ? (
        <Link href={inboxHref(search, { page: search.page + 1 })} rel="next" className={style}>
          Next
        </Link>
      ) : null}
    </nav>
  )
}
