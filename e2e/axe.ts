import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, expect, type Page } from '@playwright/test'
import type { AxeResults, RunOptions } from 'axe-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const EVERY_RULE: RunOptions = { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } }
/** The rules of those tags that read a colour; every other rule reads elements, names and boxes. */
const COLOUR_RULES: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }

export type Look = { colorScheme: 'light' | 'dark'; width: number }
/** Both themes at both widths, each one change away from the one before. */
export const LOOKS: readonly Look[] = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 1280 },
  { colorScheme: 'dark', width: 390 },
  { colorScheme: 'light', width: 390 },
]
export const TALL = 844

export async function newPage(browser: Browser, width = 1280): Promise<Page> {
  return await (await browser.newContext({ viewport: { width, height: TALL }, reducedMotion: 'reduce' })).newPage()
}

/**
 * What axe finds on a page (WCAG 2.2 A and AA) in each look, as sentences. The page is loaded once. Where a look shows the very elements and boxes
 * that another theme showed at this width, only colours can be different, and only the rules that read them are asked again.
 */
export async function violations(page: Page, looks = LOOKS): Promise<string[]> {
  await page.evaluate(AXE)
  const found: string[] = []
  const judged = new Set<string>()
  for (const { colorScheme, width } of looks) {
    await look(page, colorScheme, width)
    const drawn = `${width} ${await drawing(page)}`
    const options = judged.has(drawn) ? COLOUR_RULES : EVERY_RULE
    judged.add(drawn)
    const results = await page.evaluate(async (asked) => {
      const { axe } = window as unknown as { axe: { run(where: Document, options: unknown): Promise<AxeResults> } }
      // A violation is told by its markup and place; a selector for every element would take a fifth of the time.
      const { violations } = await axe.run(document, { ...asked, resultTypes: ['violations'], selectors: false, elementRef: true })
      const place = (element: Element | null | undefined): string => {
        const section = element?.closest('section[aria-label]')
        return section == null ? '' : `${place(section.parentElement)} in ${section.getAttribute('aria-label')}`
      }
      return violations.flatMap(({ id, help, nodes }) =>
        nodes.map((n) => `${id}${place(n.element as Element | undefined)} (${help}): ${n.html.slice(0, 160)} | ${n.any.map((c) => c.message).join('; ')}`),
      )
    }, options)
    found.push(...results.map((told) => `${colorScheme} at ${width}: ${told}`))
  }
  return found
}

/** Shows a page in a theme and at a width, and waits until it is drawn so: colours arrive at once, without the short transitions that a person sees. */
async function look(page: Page, colorScheme: Look['colorScheme'], width: number): Promise<void> {
  await page.evaluate(() => {
    const held = 'countersign_still'
    if (held in window) return
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('*, ::before, ::after { transition: none !important }')
    document.adoptedStyleSheets.push(sheet)
    Object.assign(window, { [held]: true })
  })
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.setViewportSize({ width, height: TALL })
  await page.evaluate(
    async ([scheme, wide]) => {
      const frame = () => new Promise(requestAnimationFrame)
      while (!matchMedia(`(prefers-color-scheme: ${scheme})`).matches || innerWidth !== wide) await frame()
      // Charts measure themselves after the layout. An animation without an end must not hold this for ever.
      for (let n = 0; n < 2 || (n < 120 && document.getAnimations().some((a) => a.playState === 'running')); n++) await frame()
      await frame()
    },
    [colorScheme, width] as const,
  )
}

/** All that rules read but colours: every element with its attributes and text, whether it is shown, and its box. */
async function drawing(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const boxes = [...document.body.querySelectorAll('*')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      const { visibility, opacity, overflow, pointerEvents } = getComputedStyle(element)
      return [x, y, width, height, visibility, opacity, overflow, pointerEvents].join(' ')
    })
    return `${document.documentElement.lang} ${document.body.outerHTML} ${boxes.join('\n')}`
  })
}

// All pages are told, not the first; a chart follows its box a frame later.
const softly = expect.configure({ soft: true, timeout: 3_000 })

/** Holds that a page is no wider than its window. */
export async function fits(page: Page, named: string): Promise<void> {
  await softly.poll(() => tooWide(page), { message: named }).toEqual([])
}

/** By how much a page is wider than its window, and the sections that reach over the edge. */
export async function tooWide(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const beyond = [...document.querySelectorAll('section[aria-label]')].filter((section) =>
      [section, ...section.querySelectorAll('*')].some((element) => element.getBoundingClientRect().right > clientWidth),
    )
    return [`${scrollWidth - clientWidth} px too wide`, ...beyond.map((section) => section.getAttribute('aria-label') ?? '')]
  })
}
