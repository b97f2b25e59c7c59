/**
 * First names common in Scotland: Scots and Gaelic, Irish, Polish and other European, South Asian, Arabic, African and Chinese. Without
 * accents, in small letters. Names that are everyday words too (Will, May, June, Hope, Grant) are left out: they would cry wolf.
 */
const names = `
aaron abbie abbey abigail adam aidan aiden ailsa aimee alan alana alasdair alastair albert alec alex alexander alexandra alfie alice alicia alisha alison alistair allan
allison alyssa amanda amber amelia amelie amy ana andrea andrew angela angus ann anna annabel anne annie anthony archie ariana arran arthur arya ashley ashleigh athol
audrey aurora ava ayla bailey barbara beatrice bella ben benjamin beth bethany blair blake bonnie brandon brenda brian bridget brodie brogan brooke bruce bryan
callan callum calum calvin cameron carly carol caroline carolyn carrie carter catherine catriona charles charlie charlotte chelsea cheryl chloe chris christian christina christine christopher
ciara claire clara clare cole colin connor conor cody corey cora courtney craig daisy daniel daniella danielle darcey darcy darren david dawn dean deborah declan
denise dennis derek diane dominic donald donna dorothy dougal douglas duncan dylan eden edith edward eileen eilidh elaine eleanor elena elijah elise elizabeth ella
ellen ellie elliot elliott elsie emily emma emmanuel eric erica erin esme ethan euan eva evan evelyn evie ewan ewen faye felix fergus finlay finley finn fiona flora
frances francesca francis fraser freddie freya gabriel gail gareth garry gary gavin gayle gemma geoffrey george georgia georgina gerard gillian gordon
graeme graham greg gregor gregory hamish hannah harriet harris harrison harry harvey hayley hazel heather hector heidi helen henry holly hugh hugo hunter iain ian imogen
innes iona isaac isabel isabella isabelle isla ismay isobel jack jackson jacob jacqueline jade jaime jake james jamie jan jane janet janice jasmine jason
jaxon jayden jean jenna jennifer jenny jeremy jess jessica jill jim joan joanna joanne joe joel john johnny jon jonathan jordan joseph josh joshua joyce jude judith julia
julie juliet justin kaitlyn kara karen kate katherine kathleen kathryn katie katy kaya kayla kayleigh keira keith kelly kelsey ken kenneth kenny kenzie kerr kerry kevin kian
kieran kim kimberley kirsten kirstin kirsty kyla kyle lachlan lara laura lauren layla leah lee leigh lena leo leon leona leslie lesley levi lewis lexi
liam lillian lillie lily linda lindsay lisa logan lola lorna lorraine louis louise lucas lucy luka luke luna lyla lynn lynne lynsey mackenzie maddison madison maeve maggie
maisie malcolm marc marcus margaret maria marie mark martha martin mary mason matilda matthew maureen max maya megan melanie melissa mhairi michael michelle mila millie
moira molly morag morgan morven muireann muriel murdo murray myles naomi natalie natasha nathan neil niall niamh nicholas nicola nicole nieve nina noah norman norma
olive oliver olivia ollie orla oscar owen paige pamela patricia patrick paul paula peter philip phoebe phyllis poppy quinn rachael rachel ralph ray raymond rebecca reece
reid reuben rhona rhys richard riley robbie robert roberta robyn roderick rodney roisin roman ronald rory rosie ross rowan roy ruairidh ruaridh ruby ruth ryan sadie
sally sam samantha samuel sandra sara sarah saul scarlett scott sean sebastian seonaid shannon sharon shaun shauna sheena sheila shirley shona siobhan skye sofia
sonia sophia sophie spencer stacey stanley stella stephanie stephen steven stewart stuart struan summer susan suzanne tamara tara taylor teresa tess theo theresa thomas
tiffany timothy tina toby todd tom tommy tony tracey tracy tyler valerie vanessa vicky victoria vincent violet vivienne walter wendy william willow xander yvonne zac zachary zara zoe
aonghas aoife artair beathag cairistiona calina catriona ceit coinneach deirdre deorsa domhnall donnchadh ealasaid eachann eoghan eoin fearghas fionnlagh fionnuala floraidh
iseabail lachlann mairead mairi marsaili mhairi mòrag muireall murchadh niall oighrig padraig peigi ruairi seamus seonag sile sorcha steaphan tearlach tormod uilleam una
adrian agata agnieszka aleksander aleksandra anastasia andrei andrzej anita antoni bartosz beata bogdan daria dariusz dawid dominik dorota elzbieta ewa filip grzegorz hanna igor ivan iwona jadwiga jakub
jan janusz joanna jozef julian kacper kamil karol karolina katarzyna kinga klaudia krystyna krzysztof lukasz maciej magdalena maja malgorzata marcin marek mariusz marta mateusz
michal mihai milena mikolaj milosz monika natalia nikodem nikola oksana oleksandr oliwia olena patryk pawel piotr przemyslaw radoslaw rafal szymon sebastian slawomir stanislaw stefan sylwia tadeusz tomasz
wiktor wiktoria wojciech zbigniew zofia zuzanna
aarav abdul abdullah abdulrahman adeel ahmad ahmed aisha akash ali alia alina alisha amal aman amara ameera amina aminah amir amira amna amrit anaya ananya anil anisha anita anjali anwar arjun
arsalan asad asha asif asma aya ayaan ayesha ayman aziz azra babar bashir bilal bushra deepak dev diya ebrahim eesa emaan esa faisal farah farhan faris fariha fatima fatimah fawad
feroz ghulam gurpreet habib hadi hafsa haider hajra hamid hamza hana harpreet haroon harsh hasan hassan hiba hina huda hussain hussein ibrahim idris ikram iman imran inaya iqra iram irfan ishaan ismail
jamal jamila jasleen jaspreet javed kabir kamran karim kashif kavita khadija khadijah khalid khan kiran krishna lakshmi laila latif leila lubna mahmoud mahmood maryam mehmet meera mohamed mohammad mohammed
muhammad muhammed mohsin mona muneeb musa mustafa nabeel nadia naeem najma nasir nasreen naveed nazia neha nida nimra noor noura omar osama parveen pooja pradeep priya qasim rabia raheel rahul raj
rajesh ramesh rania rashid ravi rayyan razia reza rida rizwan rohan rohit rukhsana saad sabah sadia sahar sahil saima sajid salma salman samina samir samira sana sandeep sanjay sara
sarfraz shabana shabnam shahid shahzad shaista shazia sidra simran sohail subhan sufyan sumaya sunita suresh syed tahir tahira talha tariq tayyab umar umer usman vijay vikram waleed waqas yahya yasin yasmin yasmine
younis yousef youssef yusuf zahra zain zainab zakariya zara zeeshan zeinab ziad zohra zubair
abena adaeze ade adebayo akua amadou ama chidi chinedu chioma chinwe ebele efua emeka folake ifeoma ikenna ifeanyi kwabena kwame kofi ngozi nkechi nneka obinna olamide olu oluwaseun temitope tendai thandiwe tunde yaw
jing jun li lin ling mei ming wei xiao xin yan ying yu zhang hui
`
export const firstNames: ReadonlySet<string> = new Set(foldName(names).trim().split(/\s+/))

/** A name without accents and case, so that Mòrag and Morag, Łukasz and Lukasz are the same. */
export function foldName (text: string): string {
  return text.normalize('NFD').replace(/[\u0300-\u036f’']/g, '').toLowerCase().replaceAll('ł', 'l').replaceAll('ø', 'o').replaceAll('ß', 'ss')
}
