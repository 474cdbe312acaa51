import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { audit_view } from '@/components/fixtures/audit-view'
import { AuditScreen } from '@/components/screens/audit/audit-screen'

const nothing = (): void => undefined
const ROUTER = { back: nothing, forward: nothing, refresh: nothing, push: nothing, replace: nothing, prefetch: nothing, bfcacheId: 'test' }
const rowOf = (html: string, seq: number): string =>
  new RegExp(`<li id="entry-${seq}".*?</li>`, 's')
    .exec(html)?.[0]
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ') ?? ''

it('says of every entry about a case which one it is', () => {
  const html = renderToStaticMarkup(
    <AppRouterContext.Provider value={ROUTER}>
      <AuditScreen view={audit_view} />
    </AppRouterContext.Provider>,
  )
  expect(rowOf(html, 38)).toContain('Plan made EC2 in lumen-dev, eu-west-1 · one action, two candidates rejected')
  expect(rowOf(html, 28)).toContain('Import completed northlight-cur2, 184,212 rows')
})
