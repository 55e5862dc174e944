/** Paragraphs of Guo Ban Fa [2019] 35 and of the provincial plan for personal creditworthiness (own summaries). */

export const guidingOpinion = {
  'GUI-1': ['信用承诺', 'Credit pledges'],
  'GUI-3': ['信用报告的应用', 'Use of credit reports'],
  'GUI-4': ['市场主体信用记录', 'Credit records of market entities'],
  'GUI-5': ['信用信息自愿注册', 'Voluntary registration'],
  'GUI-6': ['公共信用综合评价', 'Comprehensive public credit evaluation'],
  'GUI-7': ['分级分类监管', 'Graded and classified supervision'],
  'GUI-8': ['失信联合惩戒对象的认定', 'Identification of subjects of joint discipline'],
  'GUI-9': ['失信市场主体的整改', 'Rectification of untrustworthy entities'],
  'GUI-10': ['联合惩戒', 'Joint discipline'],
  'GUI-11': ['市场和行业禁入', 'Market and industry bans'],
  'GUI-12': ['失信责任追究到人', 'Responsibility reaches the persons'],
  'GUI-13': ['信用修复', 'Restoration of credit'],
  'GUI-14': ['信用信息归集共享', 'Gathering and sharing'],
  'GUI-14b': ['按需共享', 'Information is shared as departments need it'],
  'GUI-15': ['信用信息公开公示', 'Publication of credit information'],
  'GUI-15a': [
    '行政许可、处罚以外的行政行为信息七个工作日内公示',
    'Other administrative acts are published within seven working days',
  ],
  'GUI-16': ['大数据监测与预警', 'Big-data monitoring and early warning'],
  'GUI-17': ['信息安全与权益保护', 'Information security and protection of rights'],
  'GUI-18': ['信用服务机构协同', 'Cooperation with credit services'],
} as const

/** Hainan Provincial Implementation Plan for Strengthening the Personal Creditworthiness System. */
export const personalPlan = {
  'PLAN-II.3': ['重点人群诚信教育与记录', 'Education and records of key groups'],
  'PLAN-III.1': ['实名登记与统一代码', 'Real-name registration and the unified code'],
  'PLAN-III.2': ['个人诚信记录与个人目录', 'Personal credit records and the personal catalog'],
  'PLAN-III.3': ['网络诚信记录', 'Online-conduct records'],
  'PLAN-IV.1': ['个人信息安全与隐私保护', 'Security of personal information and privacy'],
  'PLAN-IV.2': ['个人信用修复与异议', 'Restoration and objections of persons'],
  'PLAN-V.1': ['个人公共信用信息平台', 'Platform for personal public credit'],
  'PLAN-V.2': ['个人公共信用信息的归集、评价与查询', 'Personal catalog, points and inquiry'],
  'PLAN-VI.1': ['个人守信激励', 'Rewards for trustworthy persons'],
  'PLAN-VI.2': ['个人失信惩戒', 'Discipline of untrustworthy persons'],
  'PLAN-VII.3': ['个人诚信制度建设', 'Rules for personal credit'],
} as const
