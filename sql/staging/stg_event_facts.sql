with counted as (
    select e.event_id, e.source, e.provider, e.event_name, e.occurred_at, e.account_id, e.properties, e.context
    from events as e
    cross join run as r
    where e.occurred_at <= r.as_of
        and coalesce(json_extract_scalar(e.context, '$.is_bot'), 'false') <> 'true'
        and coalesce(json_extract_scalar(e.context, '$.is_internal'), 'false') <> 'true'
),
contacts as (
    select distinct event_id
    from stg_event_identifiers
    where identifier_role = 'own' and id_type in ('email', 'phone')
),
typed as (
    select
        c.event_id, c.source, c.provider, c.event_name, c.occurred_at, c.account_id,
        contacts.event_id is not null as has_contact,
        json_extract_scalar(c.properties, '$.order_id') as order_id,
        json_extract_scalar(c.properties, '$.deal_id') as deal_id,
        json_extract_scalar(c.properties, '$.subscription_id') as subscription_id,
        json_extract_scalar(c.properties, '$.invoice_id') as invoice_id,
        json_extract_scalar(c.properties, '$.ticket_id') as ticket_id,
        json_extract_scalar(c.properties, '$.conversation_id') as conversation_id,
        case when c.source = 'sales' then try_cast(json_extract_scalar(c.properties, '$.amount_minor') as bigint) end as amount_minor,
        case when c.source = 'sales' then json_extract_scalar(c.properties, '$.currency') end as currency,
        case when c.event_name = 'subscription_updated'
            then try_cast(json_extract_scalar(c.properties, '$.mrr_minor') as bigint) end as mrr_minor,
        case when c.event_name = 'subscription_updated'
            then try_cast(json_extract_scalar(c.properties, '$.previous_mrr_minor') as bigint) end as previous_mrr_minor,
        case when c.event_name in ('signed_up', 'contact_created') then json_extract_scalar(c.properties, '$.how') end as given_how,
        case when c.event_name in ('ticket_rated', 'conversation_rated', 'product_reviewed')
            then json_extract_scalar(c.properties, '$.rating') end as rating,
        case when c.event_name = 'survey_answered' then json_extract_scalar(c.properties, '$.kind') end as survey_kind,
        case when c.event_name = 'survey_answered' then try_cast(json_extract_scalar(c.properties, '$.score') as double) end as score,
        case when c.event_name in ('ticket_replied', 'conversation_replied') then json_extract_scalar(c.properties, '$.author') end as author,
        case
            when c.event_name in ('email_unsubscribed', 'email_marked_spam') then false
            when c.event_name = 'consent_changed' then json_extract_scalar(c.properties, '$.granted') = 'true'
        end as is_consent,
        json_extract_scalar(c.context, '$.campaign.source') as campaign_source,
        json_extract_scalar(c.context, '$.campaign.medium') as campaign_medium,
        json_extract_scalar(c.context, '$.campaign.name') as campaign_name,
        json_extract_scalar(c.context, '$.country') as country,
        json_extract_scalar(c.context, '$.timezone') as timezone
    from counted as c
    left join contacts on contacts.event_id = case when c.event_name in ('form_submitted', 'contact_created') then c.event_id end
),
judged as (
    select
        typed.*,
        case
            when event_name in ('form_submitted', 'contact_created') and has_contact then 'with_contact'
            when event_name in ('form_submitted', 'contact_created') then 'without_contact'
            when event_name in ('ticket_rated', 'conversation_rated') and (rating = 'good' or try_cast(rating as double) >= 4) then 'high'
            when event_name = 'product_reviewed' and try_cast(rating as double) >= 4 then 'high'
            when survey_kind = 'nps' and score >= 9 then 'high'
            when survey_kind = 'csat' and score >= 4 then 'high'
            when event_name in ('ticket_rated', 'conversation_rated', 'product_reviewed', 'survey_answered') then 'low'
            when event_name = 'invoice_paid' and amount_minor > 0 then 'positive'
            when event_name = 'deal_won' and (amount_minor is null or amount_minor > 0) then 'positive'
            when event_name in ('invoice_paid', 'deal_won') then 'zero'
            when event_name = 'subscription_updated' and mrr_minor > previous_mrr_minor then 'raised'
            when event_name = 'subscription_updated' then 'other'
            when event_name in ('ticket_replied', 'conversation_replied') then coalesce(author, 'agent')
            when event_name = 'referral_converted' then 'to_another'
            else 'any'
        end as outcome
    from typed
)
select
    j.event_id,
    j.source,
    j.provider,
    j.event_name,
    j.occurred_at,
    s.signal,
    coalesce(j.given_how, s.default_how, '') as how,
    j.account_id,
    j.order_id,
    j.deal_id,
    j.subscription_id,
    j.invoice_id,
    j.ticket_id,
    j.conversation_id,
    j.amount_minor,
    j.currency,
    j.is_consent,
    coalesce(j.campaign_medium, j.campaign_source) as channel,
    j.campaign_name,
    j.country,
    j.timezone
from judged as j
left join event_signals as s on s.event_name = j.event_name and s.outcome = j.outcome
