/** How a tenant is taken where nobody names one (`tenant.ts`), for the help: which loads nothing else. */
export const TENANT_RULE = [
  'Without --tenant: a case is found in the tenant that has it; an import goes to your own tenant; everything else is about your own tenant once it',
  'holds a bill, and about the demonstration until then. Of several tenants of your own one has to be named.',
].join('\n')
