/** The agencies a member of a team may come from. */
export const agencies = ['Education', 'Social work', 'Health', 'Educational psychology', 'Third sector', 'Other']
