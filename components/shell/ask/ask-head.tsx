import { HistoryIcon, PlusIcon } from 'lucide-react'
import { ThreadMenu } from '@/components/shell/ask/thread-menu'
import type { ThreadSummary } from '@/components/shell/ask/thread-page'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'

type Props = {
  info: ThreadSummary | null
  is_page: boolean
  is_listing: boolean
  can_begin: boolean
  onList: () => void
  onBegin: () => void
  onChanged: () => void
  onDeleted: () => void
}

const sharedAs = ({ is_mine, is_shared, by }: ThreadSummary): string => (is_mine ? (is_shared ? ' · shared for reading' : '') : ` · shared by ${by}`)

/** Which conversation this is, what can be done with it, the others, and a new one. */
export function AskHead({ info, is_page, is_listing, can_begin, onList, onBegin, onChanged, onDeleted }: Props) {
  return (
    <div className="flex h-9 shrink-0 items-center justify-end gap-1 border-b px-2">
      {info ? (
        <p className="mr-auto min-w-0 truncate pl-2 text-muted text-small">
          <span className="text-ink">{info.title || 'Untitled'}</span>
          {sharedAs(info)}
        </p>
      ) : null}
      {info ? <ThreadMenu thread={info} onChanged={onChanged} onDeleted={onDeleted} /> : null}
      <Button variant="quiet" size="small" aria-expanded={is_listing} onClick={onList} className={cn(is_page && 'lg:hidden')}>
        <HistoryIcon aria-hidden="true" /> History
      </Button>
      <Button variant="quiet" size="small" disabled={!can_begin} onClick={onBegin}>
        <PlusIcon aria-hidden="true" /> New
      </Button>
    </div>
  )
}
