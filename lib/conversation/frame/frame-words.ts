import type { FrameName } from '@/schemas/frame'

/** What each view is called, what it shows, and a question that asks for it. */
export const FRAME_WORDS: Readonly<Record<FrameName, { name: string; shows: string; example: string }>> = {
  list_anomalies: {
    name: 'Open anomalies',
    shows: 'anomaly cases with money at stake, by place, category, severity, owner or state',
    example: 'What needs attention?',
  },
  top_movers: { name: 'Biggest changes', shows: 'what rose or fell most between two periods', example: 'What changed most in the last 7 days?' },
  explain_case: { name: 'What happened', shows: 'one case: what happened, its chart and where the rise sits', example: 'What happened?' },
  compare_periods: { name: 'Comparison', shows: 'two periods side by side', example: 'Compare last month with the month before by service' },
  breakdown: { name: 'Cost breakdown', shows: 'cost of a period split one way', example: 'Break down this month by team' },
  timeseries: { name: 'Cost per day', shows: 'cost per day as a chart', example: 'Cost per day for the last 30 days' },
  line_items: { name: 'Bill lines', shows: 'the largest lines of the bill with their resources', example: 'Show the bill lines of yesterday' },
  why_category: {
    name: 'Why this category',
    shows: 'the rules that decided the category of a case, and how close the others were',
    example: 'Why this category?',
  },
  what_if_threshold: {
    name: 'Another threshold',
    shows: 'which cases would be left with another threshold of money per day',
    example: 'What if the threshold were $150 a day?',
  },
  evidence_for: { name: 'Evidence', shows: 'where the figures of a case come from, how fresh and how complete they are', example: 'What is the evidence?' },
  similar_cases: { name: 'Similar cases', shows: 'other cases of the same place or kind and how they ended', example: 'Has this happened before?' },
  owner_load: { name: 'Who has what', shows: 'open cases and money at stake per person or team', example: 'Who has the most open cases?' },
  list_approvals: {
    name: 'Waiting for approval',
    shows: 'requests that wait for a signature, or those that were decided',
    example: 'What is waiting for approval?',
  },
  my_queue: { name: 'My queue', shows: 'what waits for the person who asks', example: 'What is in my queue?' },
  gate_explain: { name: 'Who must approve, and why', shows: 'what policy said about a plan, and its risk', example: 'Who must approve, and why?' },
  plan_show: { name: 'The plan', shows: 'the proposed actions of a case', example: 'What is the plan?' },
  plan_alternatives: { name: 'Alternatives', shows: 'what the planner looked at and did not propose, and why', example: 'What are the alternatives?' },
  verification_status: { name: 'Verification', shows: 'whether a carried-out plan worked', example: 'Did it work?' },
  savings_summary: { name: 'Savings', shows: 'expected and realized savings', example: 'How much did we save?' },
  rollback_options: { name: 'Ways back', shows: 'how a plan can be undone, and for how long', example: 'Can it be rolled back?' },
  health_now: { name: 'Health', shows: 'the latest health signals of what was changed', example: 'Is everything healthy?' },
  drift_between: {
    name: 'What is different',
    shows: 'what appeared, went away or changed between two times or places',
    example: 'What is different since last week?',
  },
  audit_search: { name: 'Audit trail', shows: 'who did what and when', example: 'Show the audit log' },
  held_back: {
    name: 'Held back',
    shows: 'what was noticed on the bill and opened no case, with the rule that kept it quiet and its dollars',
    example: 'What was held back?',
  },
  define_term: { name: 'Definition', shows: 'what a word of the product means', example: 'What does blast radius mean?' },
  help: { name: 'What can be asked', shows: 'questions that work', example: 'Help' },
}
