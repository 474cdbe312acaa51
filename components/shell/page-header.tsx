'use client'
import { MessageSquareTextIcon, SearchIcon } from 'lucide-react'
import { ClockMenu } from '@/components/shell/clock-menu'
import { PALETTE_EVENT } from '@/components/shell/keyboard'
import { Logo } from '@/components/shell/logo'
import { PersonMenu } from '@/components/shell/person-menu'
import { ThemeToggle } from '@/components/shell/theme-toggle'
import { buttonStyle } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import type { ShellView } from '@/schemas/shell-view'

type Props = {
  shell: ShellView
  has_own_ask: boolean
  /** Whether the ask panel is docked beside the page. */
  is_open: boolean
  /** Opens the panel, or closes it. */
  onAsk: () => void
}

/** Above every page: the mode, the way to everything, the clock of the demonstration, questions, and who is signed in. It has the room that the docked panel leaves, which is not that of the window. */
export function PageHeader({ shell, has_own_ask, is_open, onAsk }: Props) {
  return (
    <header data-screen-only className="@container/head sticky top-0 z-20 flex h-14 items-center gap-1.5 border-b bg-paper px-4 md:px-6">
      <Link href="/" aria-label="Countersign, inbox" className="mr-auto flex h-11 min-w-11 items-center gap-2 md:hidden">
        <Logo className="w-[22px]" />
        <span className="font-strong max-[26rem]:sr-only">Countersign</span>
      </Link>
      <span className="mr-auto flex min-w-0 items-center gap-2 truncate text-muted text-table max-md:hidden lg:invisible">
        {is_open ? null : shell.tenant.name}
      </span>
      {/* Where there is no room for it, it shows below the header as long as it has the focus. */}
      <Link
        href="/settings"
        title={shell.mode.does}
        className="whitespace-nowrap bg-paper text-muted text-small hover:text-ink max-lg:absolute max-lg:top-full max-lg:left-4 max-lg:not-focus-visible:sr-only @max-[52rem]/head:absolute @max-[52rem]/head:top-full @max-[52rem]/head:left-4 @max-[52rem]/head:not-focus-visible:sr-only"
      >
        Mode: <span className="text-ink">{shell.mode.label}</span>
      </Link>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => dispatchEvent(new Event(PALETTE_EVENT))}
        className={cn(buttonStyle({ variant: 'quiet' }), 'px-2.5 max-lg:size-8 max-lg:px-0 max-sm:hidden @max-[44rem]/head:size-8 @max-[44rem]/head:px-0')}
      >
        <SearchIcon aria-hidden="true" strokeWidth={1.75} />
        <span className="max-lg:sr-only @max-[44rem]/head:sr-only">Find</span>
        <kbd className="font-sans text-muted text-small max-lg:hidden @max-[44rem]/head:hidden">Ctrl K</kbd>
      </button>
      {shell.tenant.is_demonstration ? <ClockMenu shell={shell} /> : null}
      {has_own_ask ? null : (
        <button
          type="button"
          aria-expanded={is_open}
          onClick={onAsk}
          className={cn(
            buttonStyle({ variant: 'quiet' }),
            'px-2.5 max-sm:size-11 max-sm:px-0 md:@max-[26rem]/head:size-8 md:@max-[26rem]/head:px-0',
            is_open && 'bg-wash text-ink',
          )}
        >
          <MessageSquareTextIcon aria-hidden="true" strokeWidth={1.75} />
          <span className="max-sm:sr-only md:@max-[26rem]/head:sr-only">Ask</span>
          <kbd className="font-sans text-muted text-small max-lg:hidden @max-[44rem]/head:hidden">/</kbd>
        </button>
      )}
      <ThemeToggle />
      <PersonMenu shell={shell} />
    </header>
  )
}
