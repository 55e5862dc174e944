/** Field rules, one case a way: what is denied, what is asked, which fields cannot be had without the denied ones. */
import type { Question } from './federation.ts'

export interface RulesCase extends Question {
  readonly deny: readonly string[]
  /** Fields that are open themselves but need a denied one: refused with it. */
  readonly needs?: readonly string[]
  /** Ids that may not be named to a service. */
  readonly neverNamed?: { readonly service: string; readonly ids: readonly string[] }
}

export const rulesCases: Readonly<Record<string, readonly RulesCase[]>> = {
  'by name, alias and argument': [
    { deny: ['User.email'], query: '{ me { id email } }' },
    { deny: ['User.email'], query: '{ me { a: email b: email name } }' },
    { deny: ['User.email'], query: '{ me { email } }' },
    { deny: ['Query.me'], query: '{ me { id name } users { id } }' },
    { deny: ['Query.node'], query: '{ a: node(id: "u1") { id } b: node(id: "s1") { label } }' },
    { deny: ['User.address'], query: '{ me { address { street zip } name } }' },
    { deny: ['Address.zip', 'User.salary'], query: '{ me { name salary address { street } } }' },
  ],
  'by fragments': [
    { deny: ['User.email'], query: '{ me { ... on User { email name } ... { email } } }' },
    {
      deny: ['User.email'],
      query: '{ me { ...f } users { ...f } } fragment f on User { id ...g } fragment g on User { mail: email }',
    },
    { deny: ['User.label'], query: '{ me { ... on Node { label id } } }' },
  ],
  'by interface and union': [
    { deny: ['User.label'], query: '{ nodes { id label } }' },
    { deny: ['User.label'], query: '{ nodes { ... on Node { label } ... on Shop { code } } }' },
    { deny: ['Node.label'], query: '{ nodes { id label } me { label } }' },
    { deny: ['Node.label'], query: '{ search { ... on Node { id label } ... on Shop { label } } }' },
    { deny: ['User.name'], query: '{ search { ... on User { id name } ... on Shop { code } } }' },
    { deny: ['Shop.code'], query: '{ node(id: "s1") { id ... on Shop { code } } }' },
    {
      deny: ['User.email', 'User.label'],
      query: '{ search { __typename ... on User { email badge } ... on Node { label } } }',
    },
  ],
  'by @requires': [
    { deny: ['User.salary'], needs: ['User.band'], query: '{ me { id band } }' },
    { deny: ['User.salary'], needs: ['User.band'], query: '{ users { band name phone } }' },
    { deny: ['User.salary'], needs: ['User.band', 'User.bonus'], query: '{ users { id bonus badge } }' },
    { deny: ['User.band'], needs: ['User.bonus'], query: '{ me { bonus salary } }' },
    { deny: ['Address.zip'], needs: ['User.post'], query: '{ me { post address { street } } }' },
    { deny: ['User.address'], needs: ['User.post'], query: '{ me { post phone } }' },
    { deny: ['User.band'], query: '{ me { salary phone } }' },
    { deny: ['User.bonus'], query: '{ me { band bonus } }' },
  ],
  'by keys': [
    { deny: ['Desk.code'], needs: ['Desk.floor'], query: '{ me { name desk { floor } } }' },
    { deny: ['Desk.floor'], query: '{ me { desk { code floor } } }' },
    { deny: ['Tale.id'], needs: ['Tale.rating'], query: '{ works { rating } }' },
    {
      deny: ['Tale.id'],
      needs: ['Tale.rating'],
      query: '{ works { rating id ... on Song { likes } ... on Tale { pages } } }',
    },
    { deny: ['User.id'], needs: ['User.badge', 'User.phone'], query: '{ me { name badge } users { phone label } }' },
    { deny: ['User.id'], query: '{ me { name id } }' },
  ],
  'by @provides and @override': [
    { deny: ['User.email'], query: '{ note { text author { id email } } }' },
    { deny: ['User.phone'], query: '{ users { phone name } note { author { phone } } }' },
    { deny: ['Note.author'], query: '{ note { text author { name } } me { notes { text author { id } } } }' },
  ],
  'by @interfaceObject': [
    { deny: ['Work.rating'], query: '{ works { id rating likes } }' },
    { deny: ['Tale.rating'], query: '{ works { id rating } }', neverNamed: { service: 'ratings', ids: ['m1'] } },
    {
      deny: ['Tale.rating'],
      query: '{ works { ... on Tale { pages rating } ... on Song { rating } } }',
      neverNamed: { service: 'ratings', ids: ['m1'] },
    },
    // The planner asks both fields of every work at once: refused for all, rather than asked for one that is closed.
    { deny: ['Tale.rating'], needs: ['Song.rating'], query: '{ works { likes rating } }' },
    { deny: ['Song.title'], query: '{ works { title } }' },
    { deny: ['Work.title'], query: '{ works { id title ... on Tale { t: title pages } } }' },
  ],
  'in mutations': [
    { deny: ['User.email'], query: 'mutation { rename(id: "u2", name: "new") { count user { name email } } }' },
    {
      deny: ['User.salary'],
      needs: ['User.band'],
      query: 'mutation { rename(id: "u1", name: "new") { user { name band } } }',
    },
    { deny: ['Mutation.rename'], query: 'mutation { rename(id: "u1", name: "new") { count } }' },
    { deny: ['Renamed.user'], query: 'mutation { rename(id: "u1", name: "new") { count user { id } } }' },
  ],
  'in lists, with null propagation': [
    { deny: ['User.name'], query: '{ me { id name } }' },
    { deny: ['User.name'], query: '{ users { id name } note { text } }' },
    { deny: ['User.name'], query: '{ must { name } }' },
    { deny: ['User.name'], query: '{ me { friends { name } id } }' },
    { deny: ['Shop.keeper'], query: '{ nodes { id ... on Shop { keeper { id } } } }' },
    { deny: ['Address.zip'], query: '{ users { id address { zip street } } }' },
  ],
  'with __typename and conditions': [
    { deny: ['User.email'], query: '{ me { __typename email t: __typename } }' },
    { deny: ['Query.me'], query: '{ me { __typename } __typename }' },
    {
      deny: ['User.email'],
      query: 'query ($on: Boolean!) { me { id email @include(if: $on) } }',
      variables: { on: false },
    },
    {
      deny: ['User.email'],
      query: 'query ($on: Boolean!) { me { id email @include(if: $on) } }',
      variables: { on: true },
    },
    { deny: ['User.email'], query: 'query ($off: Boolean = true) { me { id ... @skip(if: $off) { email } } }' },
    {
      deny: ['User.salary'],
      needs: ['User.band'],
      query: 'query ($on: Boolean!) { me { id ... on User @include(if: $on) { band } } }',
      variables: { on: true },
    },
  ],
}
