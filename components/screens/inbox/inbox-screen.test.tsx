import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { inbox } from '@/components/fixtures/inbox'
import { inbox_view } from '@/components/fixtures/inbox-view'
import { InboxScreen } from '@/components/screens/inbox/inbox-screen'
import type { UiIntent } from '@/schemas/intent'

const nothing = () => undefined
const ROUTER = { back: nothing, forward: nothing, refresh: nothing, push: nothing, replace: nothing, prefetch: nothing, bfcacheId: 'test' }
const rows = inbox.components.flatMap((part) => (part.kind === 'anomaly.inbox' ? part.rows : []))
const cardOf = (from: number, to: number): UiIntent => ({
  ...inbox,
  digest: `${from}`.repeat(64),
  components: [{ kind: 'anomaly.inbox', rows: rows.slice(from, to), more: null }],
})

it('is one list with one head, whatever number of cards its page came on', () => {
  const lists = [cardOf(0, 2), cardOf(2, 4), cardOf(4, rows.length)]
  const page = renderToStaticMarkup(
    <AppRouterContext.Provider value={ROUTER}>
      <InboxScreen view={{ ...inbox_view, lists }} />
    </AppRouterContext.Provider>,
  )
  expect(page.match(/<ul[^>]*data-inbox/g)).toHaveLength(1)
  expect(page.match(/At stake<\/span>/g)).toHaveLength(1)
  expect([...page.matchAll(/data-row="([^"]+)"/g)].map(([, id]) => id)).toEqual(rows.map((row) => row.case_id))
})
