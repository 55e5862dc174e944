/** The process of the agencies' doubles. */
import { answerParent } from './measure/child.ts'
import { type Double, startDouble } from './responders/doubles.ts'
import { startHubDouble } from './responders/hub-double.ts'
import type { ResponderQuestion, ResponderUrls } from './responders/responders.ts'

const doubles = new Map<string, Double>()

answerParent(async (given) => {
  const question = given as ResponderQuestion
  switch (question.kind) {
    case 'start':
      for (const id of question.agencies) doubles.set(id, await startDouble())
      return {
        urls: Object.fromEntries([...doubles].map(([id, double]) => [id, double.url])),
        hubUrl: await startHubDouble(),
      } satisfies ResponderUrls
    case 'follow':
      for (const agency of question.agencies) doubles.get(agency.id)?.follow(agency, question.hubAgreementKey)
      return null
    case 'take-learned':
      return Object.fromEntries([...doubles].map(([id, double]) => [id, double.takeLearned()]))
    case 'delay':
      for (const double of doubles.values()) double.setDelay(question.milliseconds)
      return null
  }
})
