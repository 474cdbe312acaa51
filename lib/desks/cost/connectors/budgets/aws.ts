import { BudgetsClient, DescribeBudgetsCommand, ListTagsForResourceCommand } from '@aws-sdk/client-budgets'
import type { Place } from '../cloud/call'
import { parseAnswer, toFault } from '../cloud/real/aws-classify'
import type { AwsClients } from '../cloud/real/aws-clients'
import { allPages, token } from '../cloud/real/aws-describe'
import type { BudgetsPort } from './port'
import { toBudgetStatus } from './to-evidence'
import { WireBudgets } from './wire'

// The service has one endpoint, in this region.
const REGION = 'us-east-1'

/** Budgets of one account, all pages. */
export const awsBudgetStatus = (account_id: string, clients: (place: Place) => Promise<AwsClients>): BudgetsPort => ({
  connector: 'aws-budgets',
  account_id,
  async status() {
    const client = (await clients({ account_id, region_id: REGION })).read(BudgetsClient)
    const pages = await allPages('budgets:ViewBudget', (NextToken) =>
      client.send(new DescribeBudgetsCommand({ AccountId: account_id, ShowFilterExpression: true, ...token(NextToken) })),
    )
    const found: unknown[] = []
    for (const budget of pages.flatMap((page) => page.Budgets ?? [])) {
      const ResourceARN = `arn:aws:budgets::${account_id}:budget/${budget.BudgetName}`
      const tags = await client.send(new ListTagsForResourceCommand({ ResourceARN })).catch((error: unknown) => {
        throw toFault(error, 'budgets:ListTagsForResource')
      })
      found.push({ ...budget, Tags: tags.ResourceTags ?? [] })
    }
    return toBudgetStatus(account_id, parseAnswer(WireBudgets, found, 'budgets:ViewBudget'))
  },
})
