import { expect } from '@playwright/test'
import { receipt, STORY } from './acts'
import { test } from './calm-app'
import { personAt } from './people'

test('a search is an address, a view that others can open, and a file', async ({ browser, calm }) => {
  const mara = await personAt(browser, calm.url, 'Mara Lindqvist')
  await mara.getByRole('button', { name: 'Search', exact: true }).click()
  await mara.getByLabel('Text or case id').fill('lumen')
  await expect(mara).toHaveURL(/q=lumen/)
  await expect(mara.locator('[data-row]')).toHaveCount(1)
  await expect(mara.getByRole('link', { name: STORY, exact: true })).toBeVisible()
  await mara.reload()
  await expect(mara.getByLabel('Text or case id')).toHaveValue('lumen')

  await mara.getByRole('button', { name: 'Views' }).click()
  const download = mara.waitForEvent('download')
  await mara.getByRole('menuitem', { name: 'Export these cases as CSV' }).click()
  expect((await download).suggestedFilename()).toBe('countersign-cases.csv')

  await mara.getByRole('button', { name: 'Views' }).click()
  await mara.getByRole('menuitem', { name: 'Save this view' }).click()
  const dialog = mara.getByRole('dialog', { name: 'Save this view' })
  await dialog.getByLabel('Name').fill('Lumen')
  await dialog.getByLabel('Share with everyone in the organisation').check()
  await dialog.getByRole('button', { name: 'Save view' }).click()
  await expect(receipt(mara)).toContainText('Saved as Lumen, for everybody here.')

  const ines = await personAt(browser, calm.url, 'Ines Duarte')
  await ines.getByRole('button', { name: 'Views' }).click()
  await ines.getByRole('menuitem', { name: /Lumen.*by Mara Lindqvist/ }).click()
  await expect(ines).toHaveURL(/q=lumen/)
})

test('several cases are given to one person, each by a command of its own', async ({ browser, calm }) => {
  const mara = await personAt(browser, calm.url, 'Mara Lindqvist')
  await mara.getByRole('button', { name: 'Select', exact: true }).click()
  const boxes = mara.locator('[data-row]').getByRole('checkbox')
  await boxes.nth(0).check()
  await boxes.nth(1).check()
  const bar = mara.getByRole('region', { name: 'Selected cases' })
  await expect(bar).toContainText('2 selected')
  await bar.getByLabel('Assign to').selectOption({ label: 'Ines Duarte' })
  await bar.getByRole('button', { name: 'Assign' }).click()
  await expect(receipt(mara)).toContainText('2 cases assigned.')
  await expect(mara.locator('[data-row]').filter({ hasText: 'Ines Duarte' })).toHaveCount(2)
})

test('the palette leads to a page, a case and a button, and presses nothing', async ({ browser, calm }) => {
  const mara = await personAt(browser, calm.url, 'Mara Lindqvist')
  const find = async (text: string) => {
    await mara.keyboard.press('Control+k')
    await mara.getByRole('combobox', { name: 'Find or do' }).fill(text)
  }
  await find(STORY)
  await mara.getByRole('option', { name: STORY }).first().click()
  await expect(mara.getByRole('heading', { level: 1, name: STORY })).toBeVisible()
  await find('Send for approval')
  await mara
    .getByRole('option', { name: /Send for approval/ })
    .first()
    .click()
  await expect(mara.getByRole('button', { name: 'Send for approval' }).first()).toBeFocused()
  await expect(mara.getByRole('dialog')).toHaveCount(0)
  await find('audit')
  await mara.getByRole('option', { name: /Audit/ }).first().click()
  await expect(mara.getByRole('heading', { level: 1, name: 'Audit' })).toBeVisible()
})
