import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { sources_view } from '@/components/fixtures/sources-view'
import { ImportNotes } from '@/components/screens/sources/import-notes'
import { UploadList } from '@/components/screens/sources/upload-list'
import type { ImportNote, ImportRow } from '@/schemas/sources-view'

const warning = (n: number): ImportNote => ({ kind: 'warning', text: `oddity ${n}`, remedy: `remedy ${n}.` })
const dropped: ImportNote = { kind: 'dropped', text: '2 rows, −$3.00: Savings Plan negation lines', remedy: null }
const html = (notes: readonly ImportNote[]) => renderToStaticMarkup(<ImportNotes notes={notes} />)

it('says nothing of an import that has nothing to say', () => {
  expect(html([])).toBe('')
})

it('tells what to look at before what was left out, each with its remedy', () => {
  const text = html([dropped, warning(1)]).replace(/<[^>]+>/g, '')
  expect(text).toBe('To look at: oddity 1. remedy 1.Left out: 2 rows, −$3.00: Savings Plan negation lines. ')
})

it('folds more than three under how many there are of each kind', () => {
  const many = html([dropped, warning(1), warning(2), warning(3)])
  expect(many).toContain('<details')
  expect(many.replace(/<[^>]+>/g, ' ')).toContain('3 to look at, 1 left out')
  expect(html([dropped, warning(1), warning(2)])).not.toContain('<details')
})

it('tells under a dropped file what came of its import once it has ended, and not before', () => {
  const [, ended] = sources_view.imports
  const uploads = [{ id: 1, name: 'bill.csv', share: 1, state: 'received' as const, text: 'Received. It appears below while it is read.', import_id: 'imp_3' }]
  const list = (row: ImportRow | undefined) => renderToStaticMarkup(<UploadList uploads={uploads} imports={row === undefined ? [] : [row]} />)
  expect(list(ended)).toMatch(/Received and imported[.].*without a usage account.*name it in line_item_usage_account_id/)
  expect(list(ended && { ...ended, finished_at: null })).toContain('Received. It appears below')
  expect(list(undefined)).toContain('Received. It appears below')
})
