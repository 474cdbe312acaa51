import fc from 'fast-check'
import { expect, it } from 'vitest'
import { requireOwnSecrets } from './own-secret'

const isOwn = (tenant_id: string, reference: string): boolean => {
  try {
    requireOwnSecrets(tenant_id, { token: reference })
    return true
  } catch {
    return false
  }
}
const ids = fc.stringMatching(/^tn_[a-z0-9_-]{1,12}$/)
const names = fc.stringMatching(/^[A-Z0-9_./-]{1,12}$/)
const forms = [
  (id: string, name: string) => `env:COUNTERSIGN_${id.toUpperCase()}_${name}`,
  (id: string, name: string) => `file:/run/secrets/countersign/${id}/${name}`,
  (id: string, name: string) => `aws-sm:countersign/${id}/${name}`,
  (id: string, name: string) => `aws-ssm:/countersign/${id}/${name}`,
]

it('a secret’s name is one tenant’s at most, also where one id begins another or is made later', () => {
  fc.assert(
    fc.property(ids, fc.stringMatching(/^[a-z0-9_-]{0,6}$/), names, fc.constantFrom(...forms), (id, more, name, form) => {
      const other = `${id}${more}`
      const reference = form(other, name)
      if (other !== id) expect(isOwn(id, reference) && isOwn(other, reference)).toBe(false)
    }),
    { numRuns: 2_000 },
  )
})

it('COUNTERSIGN_TN_ACME_EU_TICKETS is tn_acme_eu’s and not tn_acme’s, whose own are named with one word', () => {
  const reference = 'env:COUNTERSIGN_TN_ACME_EU_TICKETS'
  expect([isOwn('tn_acme', reference), isOwn('tn_acme_eu', reference)]).toEqual([false, true])
  expect(() => requireOwnSecrets('tn_acme', reference)).toThrow('env:COUNTERSIGN_TN_ACME_NAME (one word, without an underscore)')
  for (const form of forms) expect(isOwn('tn_acme', form('tn_acme', 'TICKETS'))).toBe(true)
  expect(isOwn('tn_acme', 'env:COUNTERSIGN_TN_ACME_')).toBe(false)
  expect(isOwn('tn_acme', 'file:/run/secrets/countersign/tn_acme/../tn_other/TICKETS')).toBe(false)
})
