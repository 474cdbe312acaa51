'use client'
import { BookmarkIcon, DownloadIcon, PrinterIcon, Rows3Icon } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { inboxQuery, isNarrowed, PLAIN_INBOX } from '@/components/screens/inbox/inbox-query'
import { toggleDensity } from '@/components/shell/density'
import { announce } from '@/components/ui/announcer'
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from '@/components/ui/menu'
import type { InboxTools } from '@/schemas/inbox-search'

const SavedViews = dynamic(() => import('@/components/screens/inbox/saved-views').then((m) => m.SavedViews), { ssr: false })

/** Views that were saved, and what can be done with the list as a whole. */
export function InboxViews({ tools }: { tools: InboxTools }) {
  const router = useRouter()
  const [is_keeping, setKeeping] = useState(false)
  const query = inboxQuery({ ...tools.search, page: 1 })
  const is_plain = tools.search.filter === PLAIN_INBOX.filter && !isNarrowed(tools.search)
  return (
    <>
      <Menu>
        <MenuTrigger className="flex h-8 phone:h-11 items-center gap-2 rounded-control px-2.5 font-strong text-muted text-table hover:bg-wash hover:text-ink">
          <BookmarkIcon aria-hidden="true" className="size-4" strokeWidth={1.75} /> Views
        </MenuTrigger>
        <MenuContent className="w-72">
          {tools.views.length === 0 ? (
            <MenuLabel>No saved views yet. Search or filter, then save the view here.</MenuLabel>
          ) : (
            <MenuLabel>Saved views</MenuLabel>
          )}
          {tools.views.map((view) => (
            <MenuItem key={view.view_id} onSelect={() => router.push(view.query === '' ? '/' : `/?${view.query}`)} className="justify-between">
              <span className="min-w-0 truncate">{view.name}</span>
              <span className="shrink-0 text-muted text-small">{view.is_mine ? (view.is_shared ? 'shared' : '') : `by ${view.by}`}</span>
            </MenuItem>
          ))}
          <MenuItem onSelect={() => setKeeping(true)}>
            <BookmarkIcon aria-hidden="true" />
            {is_plain ? 'Manage saved views' : 'Save this view'}
          </MenuItem>
          <MenuSeparator />
          <MenuItem onSelect={() => announce('done', toggleDensity() ? 'Rows are compact now.' : 'Rows are comfortable now.')}>
            <Rows3Icon aria-hidden="true" />
            Compact or comfortable rows
          </MenuItem>
          <MenuItem asChild>
            <a href={`/api/inbox/export${query === '' ? '' : `?${query}`}`} download>
              <DownloadIcon aria-hidden="true" />
              Export these cases as CSV
            </a>
          </MenuItem>
          <MenuItem onSelect={() => setTimeout(() => print(), 0)}>
            <PrinterIcon aria-hidden="true" />
            Print
          </MenuItem>
        </MenuContent>
      </Menu>
      {is_keeping ? <SavedViews tools={tools} query={query} is_plain={is_plain} onClose={() => setKeeping(false)} /> : null}
    </>
  )
}
