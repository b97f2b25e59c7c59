interface OfRecommendation { id: string, authority_id: string, framework_id: string, framework_version: string, code: string, by_name: string, at: string }

export interface RecommendationTables {
  recommendation_answer: OfRecommendation & { answer: 'planned' | 'not-planned', reason: string | null, owner: string | null, measure: string | null }
  recommendation_priority: OfRecommendation & { impact: number, effort: number }
}
