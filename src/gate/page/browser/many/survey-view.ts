/** What is shown of survey. */
import type { SurveyEntry } from '../../../report.ts'
import { type Child, h } from '../dom.ts'

/** In words. */
export const surveyView = ({ text }: SurveyEntry): Child => h('pre', { tabindex: 0 }, text)
