import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findProhibited } from './deny-words.ts'
import { provincialCatalog } from './provincial-catalog.ts'

const catalog = provincialCatalog()
const denied = (name: string): string | undefined => findProhibited(name, catalog)?.id

describe('[REG-14.4a] the prohibited categories', () => {
  it.each([
    ['religion', 'deny.religion'],
    ['religious', 'deny.religion'],
    ['zongjiao', 'deny.religion'],
    ['宗教信仰', 'deny.religion'],
    ['bloodType', 'deny.bloodType'],
    ['xuexing', 'deny.bloodType'],
    ['血型', 'deny.bloodType'],
    ['illness', 'deny.illness'],
    ['jibing', 'deny.illness'],
    ['病情说明', 'deny.illness'],
    ['medicalHistory', 'deny.medicalHistory'],
    ['病历号', 'deny.medicalHistory'],
    ['genome', 'deny.genetic'],
    ['dna', 'deny.genetic'],
    ['基因', 'deny.genetic'],
    ['fingerprint', 'deny.fingerprint'],
    ['zhiwen', 'deny.fingerprint'],
    ['iris', 'deny.physiological'],
    ['人脸照片', 'deny.physiological'],
    ['stateSecret', 'deny.stateSecret'],
    ['tradeSecret', 'deny.commercialSecret'],
    ['locationTrail', 'deny.privacy'],
  ])('[REG-14.4a] %s falls under %s', (name, entry) => {
    expect(denied(name)).toBe(entry)
  })

  it.each([
    'blood_type',
    'blood-type',
    'BLOODTYPE',
    'bloodtype',
    'BLOOD_TYPE',
    'patientBloodType',
    'patient_blood_type2',
    'bloodTypes',
    'blood type of the person',
    'ｂｌｏｏｄＴｙｐｅ',
    'blo\u200bodType',
    'blood\u00adtype',
    'bLoOdTyPe',
    'xueXing',
    'xue_xing',
    'XUEXING',
    'userXuexing',
    '血\u200b型',
    '血 型',
    '血_型',
    '其他血型信息',
    'blóodType',
  ])('[REG-14.4a] finds the blood type in %j, however it is written', (name) => {
    expect(denied(name)).toBe('deny.bloodType')
  })

  it.each([
    'goodFaith',
    'good_faith',
    'bonaFide',
    'general',
    'generated',
    'generatedAt',
    'genesis',
    'certFingerprint',
    'CERT_FINGERPRINT',
    'schemaFingerprint',
    'keyFingerprint',
    'medicalDeviceLicense',
    'bloodBank',
    'typeOfBusiness',
    'irisation',
    'dnata',
    'faithful',
    'paymentHistory',
    '原因',
    '基本原因',
    '医疗器械许可',
  ])('[D10] leaves %j alone: no whole word of a prohibited category', (name) => {
    expect(denied(name)).toBeUndefined()
  })

  it('[D10] an exception excuses its own words only', () => {
    expect(denied('certFingerprintAndFingerprint')).toBe('deny.fingerprint')
    expect(denied('fingerprintOfCert')).toBe('deny.fingerprint')
  })

  it('[REG-14.4a] finds every word of every entry in every casing, alone and inside a longer name', () => {
    const words = catalog.prohibited.flatMap((entry) => entry.words.map((word) => ({ word, id: entry.id })))
    const casing = fc.constantFrom(
      (parts: readonly string[]) => parts.join('_'),
      (parts: readonly string[]) => parts.join('-'),
      (parts: readonly string[]) => parts.join('_').toUpperCase(),
      (parts: readonly string[]) => parts.map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`).join(''),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...words),
        casing,
        fc.constantFrom('', 'my', 'subject', 'x9'),
        ({ word, id }, write, before) => {
          const parts = word.split(/(?=[A-Z])/u).map((part) => part.toLowerCase())
          const name = write([...(before === '' ? [] : [before]), ...parts, 'code'])
          expect(denied(name)).toBe(id)
        },
      ),
    )
  })

  it('[REG-14.4a] invisible characters and full width hide no word', () => {
    const words = catalog.prohibited.flatMap((entry) => entry.words.map((word) => ({ word, id: entry.id })))
    const wide = (text: string): string =>
      [...text].map((c) => (/[a-zA-Z]/u.test(c) ? String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0) : c)).join('')
    const hidden = fc.constantFrom('\u200b', '\u200d', '\u2060', '\ufeff', '\u00ad')
    fc.assert(
      fc.property(fc.constantFrom(...words), hidden, fc.nat(), fc.boolean(), ({ word, id }, mark, where, isWide) => {
        const at = where % (word.length + 1)
        const spoiled = `${word.slice(0, at)}${mark}${word.slice(at)}`
        expect(denied(isWide ? wide(spoiled) : spoiled)).toBe(id)
      }),
    )
  })

  it('[D10] never finds anything in names made of harmless words', () => {
    const harmless = fc.constantFrom(
      'penalty',
      'amount',
      'court',
      'list',
      'content',
      'licence',
      'number',
      'grade',
      'general',
    )
    fc.assert(
      fc.property(
        fc.array(harmless, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('_', '-', ' '),
        (words, joint) => {
          expect(denied(words.join(joint))).toBeUndefined()
        },
      ),
    )
  })

  it('[REG-14.4b] a category added to the list blocks at once, with no change of the code', () => {
    const first = catalog.prohibited[0]
    if (first === undefined) throw new Error('expected entries')
    const extended = {
      ...catalog,
      prohibited: [...catalog.prohibited, { ...first, id: 'deny.horoscope', words: ['starSign', '星座'] }],
    }
    expect(denied('star_sign')).toBeUndefined()
    expect(findProhibited('star_sign', extended)?.id).toBe('deny.horoscope')
    expect(findProhibited('个人星座', extended)?.id).toBe('deny.horoscope')
  })
})
