import { chromium, type Page } from 'playwright-core'
import { probe, readProbe, resetProbe } from '@/e2e/page-probe'
import { findBrowser } from '@/e2e/scripts/browser.mjs'
import { type Figure, median, percentile, round } from './figure'
import { somethingToApprove } from './measure-page-bytes'
import { getJson, putQuestion, signInAs } from './server'

/** Aims: typing to a visible card, first paint of history, and one task after load; milliseconds. */
const CARD_MS = 300
const HISTORY_MS = 500
const TASK_MS = 200
/** A conversation of 500 messages: each question leaves itself, its reading, a card and a sentence. */
const LONG_MESSAGES = 500
const RELOADS = 9
/** A page is watched for this long after it has opened, milliseconds. */
const WATCH_MS = 3_000

const QUESTIONS = ['What needs attention?', 'Break down this month by team', 'Cost per day for the last 30 days', 'How much did we save?']

/** What a person at a browser waits for and sees move. One Chromium, a page at a time. */
export async function measureBrowser({ url, say }: { url: string; say(text: string): void }): Promise<Figure[]> {
  const executablePath = findBrowser({ install: false })
  if (executablePath === undefined) throw new Error('there is no Chromium on this machine: see npm run e2e')
  const cookie = await signInAs(url, 'usr_mara')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
    const [name = '', value = ''] = cookie.split('=')
    await context.addCookies([{ name, value, url }])
    const page = await context.newPage()
    await probe(page)
    return [...(await pages(page, url, cookie, say)), ...(await answers(page, url, say)), ...(await history(page, url, cookie, say))]
  } finally {
    await browser.close()
  }
}

async function pages(page: Page, url: string, cookie: string, say: (text: string) => void): Promise<Figure[]> {
  const { case_id, approval_id } = await somethingToApprove(url, cookie)
  const paths = {
    inbox: '/',
    case: `/cases/${case_id}`,
    approvals: '/approvals',
    approval: `/approvals/${approval_id}`,
    verification: '/verification',
    ask: '/ask',
  }
  const found: Record<string, readonly [shift: number, longest_task_ms: number]> = {}
  for (const [name, path] of Object.entries(paths)) {
    say(`watching ${name}`)
    await page.goto(url + path)
    await page.waitForTimeout(WATCH_MS)
    await page.mouse.move(640, 400)
    await page.mouse.wheel(0, 2_000)
    await page.waitForTimeout(WATCH_MS / 2)
    const { shift, moved, long_tasks_ms } = await readProbe(page)
    if (shift > 0) say(`${name} moved: ${moved.slice(0, 5).join('; ')}`)
    found[name] = [round(shift, 4), Math.max(0, ...long_tasks_ms)]
  }
  const shift = Math.max(...Object.values(found).map(([s]) => s))
  const longest = Math.max(...Object.values(found).map(([, ms]) => ms))
  return [
    {
      id: 'browser.long_task',
      sentence: `The longest task after load is ${longest} ms (${Object.entries(found)
        .map(([name, [, ms]]) => `${name} ${ms}`)
        .join(', ')}).`,
      value: longest,
      unit: 'ms',
      target: { at: 'most', value: TASK_MS },
      detail: found,
    },
    {
      id: 'browser.shift',
      sentence: `The largest layout shift of a page is ${shift} (${Object.entries(found)
        .map(([name, [s]]) => `${name} ${s}`)
        .join(', ')}).`,
      value: shift,
      unit: 'score',
      target: null,
      detail: {},
    },
  ]
}

async function answers(page: Page, url: string, say: (text: string) => void): Promise<Figure[]> {
  await page.goto(`${url}/ask`)
  const field = page.getByRole('textbox', { name: 'Your question' })
  await field.waitFor()
  const waits: number[] = []
  const tasks: number[] = []
  let shift = 0
  for (let round = -1; round < 5; round++)
    for (const question of QUESTIONS) {
      say(`asking in the browser: ${question}`)
      await field.fill(question)
      await resetProbe(page)
      const wait = page.evaluate<number>(CARD_WAIT)
      await field.press('Enter')
      const waited = await wait
      await page.getByRole('article').last().getByRole('list', { name: 'Ask next' }).waitFor()
      await page.waitForTimeout(300)
      const seen = await readProbe(page)
      shift += seen.shift
      // The first round loads the card's code.
      if (round >= 0) waits.push(waited)
      if (round >= 0) tasks.push(...seen.long_tasks_ms)
    }
  const [p50, p95] = [median(waits), percentile(waits, 95)]
  return [
    {
      id: 'browser.typed_to_card',
      sentence: `From Enter to a card with its figures on the screen: ${Math.round(p50)} ms (p50), ${Math.round(p95)} ms (p95) over ${waits.length} questions in one conversation; its last four took ${Math.round(median(waits.slice(-4)))} ms, its first four ${Math.round(median(waits.slice(0, 4)))} ms.`,
      value: round(p95, 0),
      unit: 'ms',
      target: { at: 'most', value: CARD_MS },
      detail: { p50_ms: round(p50, 0), longest_task_ms: Math.max(0, ...tasks) },
    },
    {
      id: 'browser.answer_shift',
      sentence: `The layout shift of all answers together is ${round(shift, 4)}.`,
      value: round(shift, 4),
      unit: 'score',
      target: { at: 'most', value: 0 },
      detail: {},
    },
  ]
}

// Scripts of the page are text here: the loader that runs this file names functions with a helper that no page has.
/** From the next Enter to the frame after the new answer's first card was drawn with its figures, milliseconds: a place that is kept for one is no card. */
const CARD_WAIT = `new Promise((done) => {
  const turns = () => document.querySelectorAll('[role="log"] article')
  const before = turns().length
  addEventListener('keydown', () => {
    const pressed = performance.now()
    const look = () => {
      if ([...turns()].slice(before).at(-1)?.querySelector('section:not(:has([aria-busy="true"]))')) requestAnimationFrame(() => done(performance.now() - pressed))
      else requestAnimationFrame(look)
    }
    look()
  }, { once: true, capture: true })
})`

/** Notes when the first frame with a card of the conversation was drawn, milliseconds after the reload began. */
const HISTORY_WATCH = `{
  const look = () => {
    const card = document.querySelector('article section')
    if (card !== null && card.getBoundingClientRect().height > 0) requestAnimationFrame(() => { window.countersign_history_ms = performance.now() })
    else requestAnimationFrame(look)
  }
  look()
}`

async function history(page: Page, url: string, cookie: string, say: (text: string) => void): Promise<Figure[]> {
  const { thread_id } = await getJson<{ thread_id: string }>(`${url}/api/threads`, cookie, {})
  const count = async (turns: number) => (await getJson<{ messages: unknown[] }>(`${url}/api/threads/${thread_id}?turns=${turns}`, cookie)).messages.length
  let messages = 0
  for (let n = 0; messages < LONG_MESSAGES; n++) {
    await tell(url, cookie, thread_id, QUESTIONS[n % QUESTIONS.length] ?? '')
    if (n % 10 === 9) messages = await count(1_000)
    say(`a conversation of ${messages} messages`)
  }
  await page.addInitScript(HISTORY_WATCH)
  const paints: number[] = []
  for (let n = 0; n < RELOADS; n++) {
    await page.goto(`${url}/ask/${thread_id}`)
    await page.getByRole('textbox', { name: 'Your question' }).waitFor()
    paints.push(await page.evaluate<number>('window.countersign_history_ms'))
    await page.waitForTimeout(500)
  }
  const p50 = median(paints)
  return [
    {
      id: 'browser.history',
      sentence: `A conversation of ${messages} messages shows its last answer ${Math.round(p50)} ms after a reload (median of ${RELOADS}).`,
      value: round(p50, 0),
      unit: 'ms',
      target: { at: 'most', value: HISTORY_MS },
      detail: { all_ms: paints.map((ms) => Math.round(ms)) },
    },
  ]
}

/** Asks one question of a conversation and waits for the end of its answer. */
async function tell(url: string, cookie: string, thread_id: string, question: string): Promise<void> {
  const { answer } = await putQuestion(url, cookie, thread_id, question)
  await answer.text()
}
