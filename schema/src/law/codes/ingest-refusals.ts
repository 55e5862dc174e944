/** Refusals of one record at the ingest door; the other lines of the file go on (data.md §2). */
import type { CodeText, IngestRefusalCode } from '../refusal-code.ts'

export const ingestRefusals: Readonly<Record<IngestRefusalCode, CodeText>> = {
  RECORD_INVALID: {
    zh: '记录不符合该信息项的数据标准：字段缺失、多余，或类型、长度、取值有误。',
    en: 'The record does not meet the data standard of its item: a field is missing or unknown, or its type, length or value is wrong.',
    article: 'REG-12a',
    nextZh: '按该信息项的数据标准改正所指字段后重新报送此条。',
    nextEn: 'Correct the field named by the path after the data standard of the item, and send this record again.',
    httpStatus: 200,
  },
  NOT_PROVIDER: {
    zh: '该信息项、记录、名单或案件不属于提出此操作的单位。',
    en: 'This item, record, list or case belongs to another body than the one that acts.',
    article: 'REG-2.3',
    nextZh: '由目录载明的提供单位报送或办理。',
    nextEn: 'The provider named in the catalog sends the record or takes the act.',
    httpStatus: 200,
  },
  PROHIBITED_CATEGORY: {
    zh: '内容涉及法律禁止采集的信息：宗教信仰、血型、疾病和病史、基因和指纹等生物识别信息，或其他禁止采集的信息。',
    en: 'It touches information the law forbids to collect: religion, blood type, illness and medical history, genetic, fingerprint and other physiological data, or another forbidden kind.',
    article: 'REG-14.4',
    nextZh: '从架构和数据中删除该内容；此类信息不得以任何方式进入平台。',
    nextEn: 'Remove it from schema and data; such information may not enter the hub in any form.',
    httpStatus: 200,
  },
  BASIS_DOCUMENT_MISSING: {
    zh: '失信信息的认定缺少生效文书：种类、文号、制作单位、生效日期须齐全。',
    en: 'A finding of untrustworthy conduct has no effective document behind it: kind, number, issuer and effective date are all needed.',
    article: 'REG-24',
    nextZh: '补充作为依据的生效裁判文书、行政决定或法律规定的其他文书后重新报送。',
    nextEn: 'Add the judgment, administrative decision or other document named by law, and send it again.',
    httpStatus: 200,
  },
  LEGAL_BASIS_MISSING: {
    zh: '缺少法律、法规或者党中央、国务院政策文件的依据。',
    en: 'No law, regulation or document of the central Party or the State Council is named as its basis.',
    article: 'OPI-IX.d',
    nextZh: '载明具体条文或文件后重新提交；没有依据的失信信息不得记录。',
    nextEn:
      'Name the article or document and submit again; without one, discreditable information may not be recorded.',
    httpStatus: 422,
  },
  VERSION_CONFLICT: {
    zh: '同一编号的记录已存在且内容不同，而此次报送未说明更正哪一版本。',
    en: 'A record of this number exists with other content, and this one does not say which version it corrects.',
    article: 'REG-29',
    nextZh: '如为更正，请载明被更正的版本号；如为新记录，请使用新的编号。',
    nextEn: 'For a correction name the version it corrects; for a new fact use a new number.',
    httpStatus: 200,
  },
}
