import { expect } from '@playwright/test'
import { test } from './calm-app'
import { personAt } from './people'

test('a page that does not hear the server says so in each tab, and is silent again once it does', async ({ browser, calm }) => {
  const list = await personAt(browser, calm.url, 'Pavel Reyes')
  const second = await list.context().newPage()
  await second.goto(`${calm.url}/approvals`)
  const notice = (page: typeof list) => page.getByText('This page shows what was last known')
  await expect(list.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible()
  await expect(notice(list)).toBeHidden()

  await list.context().setOffline(true)
  await Promise.all([list, second].map((page) => expect(notice(page)).toBeVisible({ timeout: 15_000 })))
  await list.context().setOffline(false)
  await Promise.all([list, second].map((page) => expect(notice(page)).toBeHidden({ timeout: 30_000 })))
  await list.context().close()
})

test('a stream that the server does not answer is told as well', async ({ browser, calm }) => {
  const deaf = await personAt(browser, calm.url, 'Pavel Reyes')
  await deaf.route('**/api/events', (route) => route.abort())
  await deaf.reload()
  await expect(deaf.getByText('This page shows what was last known')).toBeVisible({ timeout: 15_000 })
  await deaf.context().close()
})
