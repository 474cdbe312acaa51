import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { type App, startApp } from './app'
import { personAt } from './people'

const SAMPLE = readFileSync('lib/warehouse/fixtures/focus-1.2-aws.csv', 'utf8')

let app: App
let folder = ''
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-bills-'))
  app = await startApp()
})
test.afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await app.stop()
})

/** A FOCUS 1.2 bill of so many rows of 12.50 USD in November. */
function writeBill(name: string, rows: number): string {
  const [header, , row] = SAMPLE.trim().split('\n')
  const path = join(folder, name)
  writeFileSync(path, `${[header, ...Array.from({ length: rows }, () => row)].join('\n')}\n`)
  return path
}

/** Lets a file fall on the page, as if it was dragged there from a folder. */
async function drop(page: Page, path: string): Promise<void> {
  const data = await page.evaluateHandle(
    ({ text, name }) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([text], name, { type: 'text/csv' }))
      return transfer
    },
    { text: readFileSync(path, 'utf8'), name: basename(path) },
  )
  const target = page.getByRole('region', { name: 'Import a bill' })
  await target.dispatchEvent('dragover', { dataTransfer: data })
  await target.dispatchEvent('drop', { dataTransfer: data })
  await expect(
    target
      .getByRole('listitem')
      .filter({ hasText: basename(path) })
      .last(),
  ).toContainText('Received')
}

const imports = (page: Page, name: string): Locator =>
  page.getByRole('main').getByRole('listitem').filter({ hasText: name }).filter({ hasText: 'Mara Lindqvist' })

test('a dropped bill is read and reconciled, the same file again changes nothing, and a bad one says where it is bad and what to do', async ({ browser }) => {
  const mara = await personAt(browser, app.url, 'Mara Lindqvist', '/sources')
  await mara.getByRole('combobox', { name: 'Source' }).fill('acme')

  await test.step('a good bill shows how far it is and ties out to the cent', async () => {
    await drop(mara, writeBill('acme-november.csv', 40_000))
    const row = imports(mara, 'acme-november.csv')
    await expect(row).toContainText('Imported, 40,000 rows')
    await expect(row).toContainText('$500,000.00 stored in 1 month: matches the files to the cent.')
    await expect(mara.getByRole('row', { name: /^acme FOCUS 1\.2/ }).getByRole('button', { name: /^Rows: 40,000 rows/ })).toBeVisible()
  })

  await test.step('the same file again is unchanged', async () => {
    await drop(mara, join(folder, 'acme-november.csv'))
    await expect(imports(mara, 'acme-november.csv').filter({ hasText: 'Unchanged' })).toHaveCount(1)
    await expect(mara.getByRole('row', { name: /^acme FOCUS 1\.2/ }).getByRole('button', { name: /^Rows: 40,000 rows/ })).toBeVisible()
  })

  await test.step('a bad bill names file, row, column, value and remedy, and nothing of it is there', async () => {
    const path = join(folder, 'acme-bad.csv')
    writeFileSync(path, SAMPLE.replace('"12.5"', '"twelve"'))
    await drop(mara, path)
    const row = imports(mara, 'acme-bad.csv')
    await expect(row).toContainText('Refused')
    await expect(row.getByRole('note')).toContainText(/Row 3, column BilledCost: twelve .+\w\.\s*\w+/)
    await expect(mara.getByRole('row', { name: /^acme FOCUS 1\.2/ }).getByRole('button', { name: /^Rows: 40,000 rows/ })).toBeVisible()
  })

  await test.step('what an import warns of is told under the dropped file and in the list, and is still there after a reload', async () => {
    const path = join(folder, 'acme-odd.csv')
    const lines = ['2026-11-02,Usage,12.5,210000000001', '2026-11-02,Surprise,3,210000000001', '2026-11-02,Usage,0.5,']
    const head =
      'line_item_usage_start_date,line_item_line_item_type,line_item_unblended_cost,line_item_usage_account_id,line_item_product_code,line_item_currency_code,bill_billing_period_start_date,resource_tags'
    writeFileSync(path, `${[head, ...lines.map((line) => `${line},AmazonEC2,USD,2026-11-01,{}`)].join('\n')}\n`)
    await mara.getByRole('combobox', { name: 'Source' }).fill('acme-odd')
    await drop(mara, path)
    const warned = /To look at: 1 row without a usage account, with \$0\.50 billed.+name it in line_item_usage_account_id/
    const dropped = mara.getByRole('region', { name: 'Import a bill' }).getByRole('listitem').filter({ hasText: 'acme-odd.csv' })
    await expect(dropped).toContainText('Received and imported.')
    await expect(dropped).toContainText(warned)
    await expect(imports(mara, 'acme-odd.csv')).toContainText(warned)
    await mara.reload()
    await expect(imports(mara, 'acme-odd.csv')).toContainText(/To look at: 1 row of the line item type Surprise/)
  })

  await test.step('a file that is no bill at all is refused before it is sent far', async () => {
    const path = join(folder, 'notes.txt')
    writeFileSync(path, 'not a bill')
    const target = mara.getByRole('region', { name: 'Import a bill' })
    await target.getByLabel('Files to import').setInputFiles(path)
    await expect(target.getByRole('listitem').filter({ hasText: 'notes.txt' })).toContainText('must end in .csv, .csv.gz or .parquet')
  })
})

test('somebody who only reads is told that importing is not open to them', async ({ browser }) => {
  const pavel = await personAt(browser, app.url, 'Pavel Reyes', '/sources')
  await expect(pavel.getByText('Importing is not open to you')).toBeVisible()
  await expect(pavel.getByRole('button', { name: 'Choose files' })).toBeDisabled()
})
