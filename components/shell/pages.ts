import {
  ActivityIcon,
  BadgeCheckIcon,
  DatabaseIcon,
  InboxIcon,
  type LucideIcon,
  MessageSquareTextIcon,
  PiggyBankIcon,
  ScaleIcon,
  ScrollTextIcon,
  SettingsIcon,
} from 'lucide-react'

export type ShellPage = {
  href: string
  label: string
  /** Where the label is too long for a fifth of a phone. */
  short?: string
  icon: LucideIcon
  /** The second key of its jump: `g i` opens the inbox. */
  key: string
  badge: 'open_cases' | 'approvals_for_me' | 'verifying' | null
  group: PageGroup
  /** The bar of a phone holds these, four at most; the others are behind More. */
  is_in_bar: boolean
}
export type PageGroup = 'work' | 'setup'

/** The groups of the rail, in its order. */
export const PAGE_GROUPS: { id: PageGroup; label: string }[] = [
  { id: 'work', label: 'Work' },
  { id: 'setup', label: 'Set-up' },
]

/** Every page of the rail, in its order. A new page is one line here: rail, phone, keys and palette follow. */
export const PAGES: ShellPage[] = [
  { href: '/', label: 'Inbox', icon: InboxIcon, key: 'i', badge: 'open_cases', group: 'work', is_in_bar: true },
  { href: '/approvals', label: 'Approvals', icon: BadgeCheckIcon, key: 'a', badge: 'approvals_for_me', group: 'work', is_in_bar: true },
  { href: '/verification', label: 'Verification', short: 'Verify', icon: ActivityIcon, key: 'v', badge: 'verifying', group: 'work', is_in_bar: true },
  { href: '/savings', label: 'Savings', icon: PiggyBankIcon, key: 'm', badge: null, group: 'work', is_in_bar: false },
  { href: '/ask', label: 'Ask', icon: MessageSquareTextIcon, key: 'q', badge: null, group: 'work', is_in_bar: true },
  { href: '/sources', label: 'Sources', icon: DatabaseIcon, key: 's', badge: null, group: 'setup', is_in_bar: false },
  { href: '/policy', label: 'Policy', icon: ScaleIcon, key: 'p', badge: null, group: 'setup', is_in_bar: false },
  { href: '/audit', label: 'Audit', icon: ScrollTextIcon, key: 'l', badge: null, group: 'setup', is_in_bar: false },
  { href: '/settings', label: 'Settings', icon: SettingsIcon, key: 'e', badge: null, group: 'setup', is_in_bar: false },
]

/** Whether `path` belongs to a page of the rail; a case belongs to the inbox. */
export const isOn = (page: ShellPage, path: string): boolean =>
  page.href === '/' ? path === '/' || path.startsWith('/cases') : path === page.href || path.startsWith(`${page.href}/`)
