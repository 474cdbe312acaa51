import { expect, type Locator } from '@playwright/test'
import { test } from './calm-app'
import { probe, readProbe } from './page-probe'
import { personAt } from './people'

test('a conversation is the same in every tab, named, shared to read, taken along and deleted', async ({ browser, calm }) => {
  const mara = await personAt(browser, calm.url, 'Mara Lindqvist', '/ask')
  const question = mara.getByRole('textbox', { name: 'Your question' })
  await question.fill('What needs attention?')
  await question.press('Enter')
  await expect(mara.getByRole('article', { name: 'What needs attention?' }).getByRole('list', { name: 'Ask next' })).toBeVisible()
  const thread = await mara.evaluate(() => sessionStorage.getItem('countersign.ask.thread'))

  const second = await mara.context().newPage()
  await second.goto(`${calm.url}/ask/${thread}`)
  await expect(second.getByRole('article', { name: 'What needs attention?' })).toBeVisible()
  await question.fill('How much did we save?')
  await question.press('Enter')
  await expect(second.getByRole('article', { name: 'How much did we save?' })).toBeVisible()

  const list = mara.getByRole('navigation', { name: 'Conversations' })
  await list
    .getByRole('button', { name: /^Options of/ })
    .first()
    .click()
  await mara.getByRole('menuitem', { name: 'Rename' }).click()
  const title = mara.getByRole('dialog', { name: 'Rename' }).getByLabel('Title')
  await expect(title).toBeFocused()
  await title.fill('Monday round')
  await mara.keyboard.press('Enter')
  await expect(list.getByRole('button', { name: /^Monday round/ })).toBeVisible()

  const ines = await personAt(browser, calm.url, 'Ines Duarte', `/ask/${thread}`)
  await expect(ines.getByText('it was deleted, or it is not shared with you')).toBeVisible()
  await list.getByRole('button', { name: 'Options of Monday round' }).click()
  await mara.getByRole('menuitem', { name: 'Share for reading' }).click()
  await expect(list.getByText('shared')).toBeVisible()
  await ines.reload()
  await expect(ines.getByRole('article', { name: 'What needs attention?' })).toBeVisible()
  await expect(ines.getByRole('textbox', { name: 'Your question' })).toBeHidden()

  await list.getByRole('button', { name: 'Options of Monday round' }).click()
  const download = mara.waitForEvent('download')
  await mara.getByRole('menuitem', { name: 'Export as Markdown' }).click()
  expect((await download).suggestedFilename()).toBe('countersign-conversation.md')
  await list.getByRole('button', { name: 'Options of Monday round' }).click()
  await mara.getByRole('menuitem', { name: 'Delete' }).click()
  await mara.getByRole('dialog', { name: 'Delete Monday round' }).getByRole('button', { name: 'Delete' }).click()
  await expect(list.getByRole('button', { name: /^Monday round/ })).toBeHidden()
})

test('nothing on the page moves while answers arrive, and a conversation is on the screen before its code is loaded', async ({ browser, calm }) => {
  const mara = await personAt(browser, calm.url, 'Mara Lindqvist', '/settings')
  // A conversation of before: a new one takes its place above it.
  const earlier = await mara.context().newPage()
  await earlier.goto(`${calm.url}/ask`)
  await earlier.getByRole('textbox', { name: 'Your question' }).fill('What is waiting for approval?')
  await earlier.getByRole('textbox', { name: 'Your question' }).press('Enter')
  await expect(earlier.getByRole('navigation', { name: 'Conversations' }).getByText('What is waiting for approval?')).toBeVisible()
  await earlier.close()
  await probe(mara)
  await mara.goto(`${calm.url}/ask`)
  const field = mara.getByRole('textbox', { name: 'Your question' })
  await expect(field).toBeVisible()
  await expect(mara.getByRole('navigation', { name: 'Conversations' }).getByText('What is waiting for approval?')).toBeVisible()
  for (const question of ['What needs attention?', 'Cost per day for the last 30 days', 'Break down this month by team']) {
    await field.fill(question)
    await field.press('Enter')
    await expect(mara.getByRole('article', { name: question }).getByRole('list', { name: 'Ask next' })).toBeVisible()
  }
  const { shift, moved } = await readProbe(mara)
  expect(shift, moved.join('\n')).toBe(0)

  const thread = await mara.evaluate(() => sessionStorage.getItem('countersign.ask.thread'))
  const bare = await mara.context().newPage()
  await bare.route(/_next\/static\/.*\.js/, (route) => route.abort())
  await bare.goto(`${calm.url}/ask/${thread}`)
  await expect(bare.getByRole('article', { name: 'Break down this month by team' })).toBeVisible()
})

test('a question stands at the top of its conversation, and the link of a card leads to that card while the page itself stays', async ({ browser, calm }) => {
  const mara = await personAt(browser, calm.url, 'Mara Lindqvist', '/ask')
  const field = mara.getByRole('textbox', { name: 'Your question' })
  for (const question of ['What needs attention?', 'What is waiting for approval?']) {
    await field.fill(question)
    await field.press('Enter')
    const turn = mara.getByRole('article', { name: question })
    await expect(turn.getByRole('list', { name: 'Ask next' })).toBeVisible()
    await expect.poll(async () => Math.round(await fromTopOfLog(turn))).toBe(16)
  }
  const thread = await mara.evaluate(() => sessionStorage.getItem('countersign.ask.thread'))
  const cards = await mara
    .getByRole('log')
    .locator('[aria-live="off"][id]')
    .evaluateAll((all) => all.map((card) => card.id))
  expect(cards).toHaveLength(2)
  for (const [i, id] of cards.entries()) {
    const opened = await mara.context().newPage()
    await opened.goto(`${calm.url}/ask/${thread}#${encodeURIComponent(id)}`)
    const card = opened.locator(`[id="${id}"]`)
    await expect(card).toBeFocused()
    // The last one is whole on the screen with its question; one before it stands at the top.
    await expect.poll(async () => (i === 0 ? Math.round(await fromTopOfLog(card)) : await isInLog(card))).toBe(i === 0 ? 16 : true)
    expect(await opened.evaluate(() => scrollY)).toBe(0)
    await opened.close()
  }
})

test('whoever asked for less motion sees none', async ({ browser, calm }) => {
  const mara = await personAt(browser, calm.url, 'Mara Lindqvist', '/', { reducedMotion: 'reduce' })
  await mara.keyboard.press('/')
  await expect(mara.getByRole('complementary', { name: 'Ask' })).toBeVisible()
  await mara
    .getByRole('button', { name: /^At stake/ })
    .first()
    .click()
  await expect(mara.getByRole('dialog', { name: 'At stake' })).toBeVisible()
  const longest_ms = await mara.evaluate(() => {
    const still = [...document.querySelectorAll('*')].every((element) => getComputedStyle(element).transitionProperty === 'none')
    return Math.max(still ? 0 : Number.POSITIVE_INFINITY, ...document.getAnimations().map((a) => Number(a.effect?.getComputedTiming().activeDuration ?? 0)))
  })
  expect(longest_ms).toBeLessThanOrEqual(1)
})

test('the docked panel leaves the header whole: nothing of it lies under the panel', async ({ browser, calm }) => {
  const mara = await personAt(browser, calm.url, 'Mara Lindqvist')
  await mara.keyboard.press('/')
  await expect(mara.getByRole('complementary', { name: 'Ask' }).getByRole('textbox', { name: 'Your question' })).toBeVisible()
  const header = mara.getByRole('banner')
  for (const width of [768, 900, 1024, 1280, 1600]) {
    await mara.setViewportSize({ width, height: 800 })
    await expect(header.getByRole('button', { name: /^Signed in as/ })).toBeInViewport({ ratio: 1 })
    expect(await header.evaluate((bar) => bar.scrollWidth - bar.clientWidth), `at ${width}`).toBe(0)
  }
})

/** How far something stands below the upper edge of the box that the conversation scrolls in. Pixels. */
const fromTopOfLog = (inside: Locator): Promise<number> =>
  inside.evaluate((element) => element.getBoundingClientRect().top - (element.closest('[role="log"]')?.parentElement?.getBoundingClientRect().top ?? 0))

const isInLog = (inside: Locator): Promise<boolean> =>
  inside.evaluate((element) => {
    const [card, box] = [element.getBoundingClientRect(), element.closest('[role="log"]')?.parentElement?.getBoundingClientRect()]
    return box !== undefined && card.top >= box.top && card.bottom <= box.bottom
  })
