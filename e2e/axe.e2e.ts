import { type Browser, expect, test } from '@playwright/test'
import { newPage, tooWide, violations } from './axe'

const page = (style: string, body: string): string =>
  `<!doctype html><html lang="en"><head><title>Planted</title><style>
    body { background: #fff; color: #000; color-scheme: light dark; transition: color 2s }
    .narrow { display: none }
    @media (max-width: 600px) { .narrow { display: block } }
    @media (prefers-color-scheme: dark) { body { background: #000; color: #fff } }
    ${style}</style></head><body><main><h1>Planted</h1>${body}</main></body></html>`

/** Rule and look of each violation. */
async function told(browser: Browser, style: string, body: string): Promise<string[]> {
  const shown = await newPage(browser)
  await shown.setContent(page(style, body))
  const found = await violations(shown)
  await shown.context().close()
  return found.map((sentence) => sentence.replace(/^(\w+ at \d+): ([\w-]+) .*$/s, '$2, $1'))
}

const GREY = 'color: #767676; background: #777'
const PALE = '<p class="pale">Too pale to read</p>'
const FAULTS: readonly { fault: string; style: string; body: string; looks: readonly string[] }[] = [
  { fault: 'none', style: '', body: '<p>Plain <a href="/a">link</a></p>', looks: [] },
  {
    fault: 'a colour of the light theme',
    style: `@media (prefers-color-scheme: light) { .pale { ${GREY} } }`,
    body: PALE,
    looks: ['light at 1280', 'light at 390'],
  },
  {
    fault: 'a colour of the dark theme',
    style: `@media (prefers-color-scheme: dark) { .pale { ${GREY} } }`,
    body: PALE,
    looks: ['dark at 1280', 'dark at 390'],
  },
  {
    fault: 'a colour of the dark theme in a narrow window',
    style: `@media (prefers-color-scheme: dark) and (max-width: 600px) { .pale { ${GREY} } }`,
    body: PALE,
    looks: ['dark at 390'],
  },
  {
    fault: 'a colour of the light theme in a narrow window',
    style: `@media (prefers-color-scheme: light) and (max-width: 600px) { .pale { ${GREY} } }`,
    body: PALE,
    looks: ['light at 390'],
  },
]

for (const { fault, style, body, looks } of FAULTS)
  test(`of a page with ${fault === 'none' ? 'no fault nothing is told' : `${fault} each look that shows it tells it`}`, async ({ browser }) => {
    expect(await told(browser, style, body)).toEqual(looks.map((look) => `color-contrast, ${look}`))
  })

test('a link that only its colour tells apart from the text is told in the theme that does so', async ({ browser }) => {
  const style = 'a { color: #00f; text-decoration: underline } @media (prefers-color-scheme: dark) { a { color: #eee; text-decoration: none } }'
  const found = await told(browser, style, '<p>Words around <a href="/a">a link</a> that goes on</p>')
  expect(found).toEqual(['link-in-text-block, dark at 1280', 'link-in-text-block, dark at 390'])
})

test('a button without a name that only a narrow window shows is told there', async ({ browser }) => {
  expect(await told(browser, '', '<button class="narrow"></button>')).toContain('button-name, dark at 390')
})

test('a target that is too small in a narrow window only is told there', async ({ browser }) => {
  const style = 'button { display: inline-block; width: 40px; height: 40px } @media (max-width: 600px) { button { width: 8px; height: 8px; padding: 0 } }'
  expect(await told(browser, style, '<button>A</button><button>B</button>')).toContain('target-size, dark at 390')
})

test('what only the dark theme shows is judged by every rule, as is what only it puts elsewhere or makes smaller', async ({ browser }) => {
  const dark = (style: string) => `button { width: 40px; height: 40px } @media (prefers-color-scheme: dark) { ${style} } `
  expect(await told(browser, `.late { display: none } ${dark('.late { display: block }')}`, '<button class="late"></button>')).toContain(
    'button-name, dark at 1280',
  )
  expect(await told(browser, dark('button { width: 8px; height: 8px; padding: 0 }'), '<button>A</button><button>B</button>')).toContain(
    'target-size, dark at 1280',
  )
})

test('a fault is told with the sections that it lies in, and so is what is wider than its window', async ({ browser }) => {
  const state = (name: string, inside: string) => `<section aria-label="${name}">${inside}</section>`
  const shown = await newPage(browser)
  const inside = state('live', PALE) + state('stale', '<p>Plain</p><div style="width: 2000px">Long</div>')
  await shown.setContent(page(`.pale { ${GREY} }`, `<section aria-label="table">${inside}</section>`))
  expect(await violations(shown, [{ colorScheme: 'light', width: 1280 }])).toEqual([
    expect.stringMatching(/^light at 1280: color-contrast in table in live .*Too pale to read/s),
  ])
  expect(await tooWide(shown)).toEqual([expect.stringMatching(/^\d+ px too wide$/), 'table', 'stale'])
  await shown.context().close()
})
