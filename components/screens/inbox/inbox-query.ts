import type { InboxSearch } from '@/schemas/inbox-search'

export const PLAIN_INBOX: InboxSearch = {
  filter: 'open',
  text: '',
  account: null,
  category: null,
  severity: null,
  older_than_days: null,
  owner: null,
  sort: 'stake',
  page: 1,
}

/** What each part of a search is called in the address. */
export const QUERY_KEYS = {
  filter: 'filter',
  text: 'q',
  account: 'account',
  category: 'category',
  severity: 'severity',
  older_than_days: 'age',
  owner: 'owner',
  sort: 'sort',
  page: 'page',
} as const satisfies Record<keyof InboxSearch, string>

/** The query string of a search: only what differs from the plain inbox, always in the same order. */
export function inboxQuery(search: InboxSearch): string {
  const query = new URLSearchParams()
  for (const key of Object.keys(QUERY_KEYS) as (keyof InboxSearch)[]) {
    const value = search[key]
    if (value !== null && value !== PLAIN_INBOX[key]) query.set(QUERY_KEYS[key], String(value))
  }
  return query.toString()
}

/** The address of a changed search. Looking for something else starts at its first page. */
export function inboxHref(search: InboxSearch, change: Partial<InboxSearch> = {}): string {
  const query = inboxQuery({ ...search, page: 1, ...change })
  return query === '' ? '/' : `/?${query}`
}

/** Whether a search keeps fewer cases than its filter, or puts them in another order. */
export const isNarrowed = (search: InboxSearch): boolean => inboxQuery({ ...search, filter: PLAIN_INBOX.filter, page: PLAIN_INBOX.page }) !== ''
