import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { shell } from '@/components/fixtures/people-views'
import { PageHeader } from '@/components/shell/page-header'

const nothing = (): void => undefined
const ROUTER = { back: nothing, forward: nothing, refresh: nothing, push: nothing, replace: nothing, prefetch: nothing, bfcacheId: 'test' }

it('hides no link or button from eyes while it has the focus', () => {
  const drawn = renderToStaticMarkup(
    <AppRouterContext.Provider value={ROUTER}>
      <PageHeader shell={shell} has_own_ask={false} is_open={false} onAsk={nothing} />
    </AppRouterContext.Provider>,
  )
  const classes = [...drawn.matchAll(/<(?:a|button)\b[^>]*class="([^"]*)"/g)].flatMap(([, found = '']) => found.split(' '))
  const hiding = classes.filter((name) => name.endsWith('sr-only'))
  expect(hiding).toHaveLength(2)
  expect(hiding.filter((name) => !name.includes('not-focus-visible:'))).toEqual([])
})
