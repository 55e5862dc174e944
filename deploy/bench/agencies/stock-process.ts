/** The process of one stock subgraph. */
import { answerParent } from '../measure/child.ts'
import { type StockWish, startStockAgency } from './stock-agency.ts'

answerParent((wish) => startStockAgency(wish as StockWish))
