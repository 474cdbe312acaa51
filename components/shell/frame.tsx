'use client'
import dynamic from 'next/dynamic'
import { usePathname } from 'next/navigation'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { EvidenceDrawer } from '@/components/cards/evidence-drawer'
import { BottomBar } from '@/components/shell/bottom-bar'
import { ConnectionNotice } from '@/components/shell/connection-notice'
import { Keyboard } from '@/components/shell/keyboard'
import { Live } from '@/components/shell/live'
import { Logo } from '@/components/shell/logo'
import { NavRail } from '@/components/shell/nav-rail'
import { PageHeader } from '@/components/shell/page-header'
import { ReportErrors } from '@/components/shell/report-errors'
import { Announcer } from '@/components/ui/announcer'
import { buttonStyle } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { ZoneProvider } from '@/components/ui/zone'
import { formatInstant } from '@/lib/kernel/format'
import type { ShellView } from '@/schemas/shell-view'

const AskPanel = dynamic(() => import('@/components/shell/ask/ask-panel').then((m) => m.AskPanel), {
  ssr: false,
  loading: () => <Skeleton className="m-4 h-40" />,
})

/** What the question is about: the case or approval on the screen, else nothing in particular. */
function subjectOf(path: string): { type: 'case' | 'approval'; id: string } | null {
  const [, page, id] = path.split('/')
  if (!id) return null
  return page === 'cases' ? { type: 'case', id } : page === 'approvals' ? { type: 'approval', id } : null
}

/** The panel is loaded when it is first opened, so its field may come a moment later. */
function focusQuestion(tries_left = 40): void {
  const field = document.querySelector<HTMLElement>('[data-ask-input]')
  if (field) field.focus()
  else if (tries_left > 0) setTimeout(() => focusQuestion(tries_left - 1), 75)
}

type Props = { shell: ShellView; is_live?: boolean; children: ReactNode }

/** Rail, header, content and the docked ask panel, by the clocks of the tenant. */
export const Frame = (props: Props) => (
  <ZoneProvider zone={props.shell.time_zone}>
    <Inside {...props} />
  </ZoneProvider>
)

const zoneNote = (zone: string): string => (zone === 'UTC' ? 'Days and times are UTC.' : `Times are those of ${zone}; days of the bill are UTC.`)

/** The panel is loaded when it is first opened. */
function Inside({ shell, is_live = true, children }: Props) {
  const path = usePathname()
  const [is_asking, setAsking] = useState(false)
  const has_own_ask = path.startsWith('/ask')
  const is_open = is_asking && !has_own_ask
  const ask = useCallback(() => {
    setAsking(true)
    focusQuestion()
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: on a phone the sheet covers the page it leads to, so moving on closes it
  useEffect(() => {
    if (matchMedia('(width < 48rem)').matches) setAsking(false)
  }, [path])
  return (
    <div
      className={cn(
        'group/frame md:grid md:min-h-dvh print:block',
        is_open ? 'md:grid-cols-[3.5rem_minmax(0,1fr)_25rem]' : 'md:grid-cols-[3.5rem_minmax(0,1fr)] lg:grid-cols-[14rem_minmax(0,1fr)]',
      )}
    >
      <ReportErrors />
      <ConnectionNotice />
      <a href="#content" className="fixed top-2 left-2 z-50 -translate-y-16 rounded-control bg-ink px-3 py-2 text-paper text-table focus:translate-y-0">
        Skip to content
      </a>
      <aside data-screen-only className="sticky top-0 z-20 hidden h-dvh flex-col border-r md:flex">
        <Link
          href="/"
          aria-label="Countersign, inbox"
          className={cn('flex h-14 items-center gap-2.5', is_open ? 'justify-center' : 'px-5 max-lg:justify-center max-lg:px-0')}
        >
          <Logo className="w-[22px]" />
          <span className={cn('font-strong text-[0.9375rem] tracking-[-0.01em]', is_open ? 'sr-only' : 'max-lg:sr-only')}>Countersign</span>
        </Link>
        <NavRail shell={shell} is_narrow={is_open} />
        <p className={cn('mt-auto px-5 py-4 text-muted text-small', is_open ? 'hidden' : 'max-lg:hidden')}>
          {shell.tenant.name}
          {shell.tenant.is_demonstration ? <span className="block">Demonstration</span> : null}
        </p>
      </aside>
      <div className="flex min-w-0 flex-col">
        <PageHeader shell={shell} has_own_ask={has_own_ask} is_open={is_open} onAsk={() => (is_open ? setAsking(false) : ask())} />
        {shell.kill_switch ? (
          <Notice
            className="rounded-none border-x-0 border-t-0"
            notice={{ tone: 'blocked', title: 'Nothing is executed', text: shell.kill_switch, remedy: null }}
          />
        ) : null}
        <main id="content" tabIndex={-1} className="@container/page mx-auto w-full max-w-[80rem] flex-1 px-4 pt-5 pb-24 outline-none md:px-6 md:pb-12">
          <p className="mb-4 hidden justify-between border-b pb-2 text-small print:flex">
            <span>Countersign · {shell.tenant.name}</span>
            <span>
              As of {formatInstant(shell.now, undefined, shell.time_zone)}. {zoneNote(shell.time_zone)}
            </span>
          </p>
          {children}
        </main>
      </div>
      {is_open ? (
        <aside
          aria-label="Ask"
          data-screen-only
          className="fixed inset-x-0 bottom-0 z-40 flex h-[82dvh] animate-rise flex-col rounded-t-card border-t bg-paper shadow-float md:sticky md:top-0 md:z-20 md:h-dvh md:animate-none md:rounded-none md:border-t-0 md:border-l md:shadow-none"
        >
          <div className="flex h-14 shrink-0 items-center justify-between border-b px-4">
            <h2 className="font-strong">Ask</h2>
            <button type="button" onClick={() => setAsking(false)} className={buttonStyle({ variant: 'quiet', size: 'small' })}>
              Close
            </button>
          </div>
          <div className="min-h-0 flex-1">
            <AskPanel subject={subjectOf(path)} />
          </div>
        </aside>
      ) : null}
      <BottomBar shell={shell} />
      <EvidenceDrawer />
      <Announcer />
      <Keyboard onAsk={ask} />
      {is_live ? <Live /> : null}
    </div>
  )
}
